-- What the chosen lists say of these children on the cut-off day: one row a child and category and record
-- (eligibility.md 4). Level 1 by id and name; levels 2-4 only where a person accepted the pair; a disabled guardian by
-- id and name alone.
CREATE TEMP TABLE check_fact AS
WITH told AS (
    SELECT c.enrolment_id, r.id AS record_id, unnest(r.categories) AS category
    FROM check_enrolled c
    JOIN students_record r ON r.id_index = c.id_index AND r.name_key = c.name_key
    WHERE c.counts_at IS NULL AND r.release_id = ANY(%(releases)s) AND r.active
    UNION
    SELECT c.enrolment_id, r.id, unnest(r.categories)
    FROM check_enrolled c
    JOIN students_matchpair p ON p.student_id = c.student_id AND p.term_id = %(term)s AND p.status = 'accepted'
    JOIN students_record r ON r.id = p.record_id
    WHERE c.counts_at IS NULL AND r.release_id = ANY(%(releases)s) AND r.active
    UNION
    SELECT c.enrolment_id, r.id, 'DIS_PARENT'
    FROM check_enrolled c
    JOIN students_record r ON r.id_index = c.guardian_index AND r.name_key = c.guardian_key
    WHERE c.counts_at IS NULL AND r.release_id = %(disabled)s AND r.active
)
SELECT told.enrolment_id, told.record_id,
       1::bigint << (array_position(%(codes)s, CASE told.category WHEN 'DIS' THEN 'DIS_STU' ELSE told.category END) - 1)
           AS bit
FROM told
JOIN students_record r ON r.id = told.record_id
WHERE (r.starts_on IS NULL OR r.starts_on <= %(day)s)
  AND (r.ends_on IS NULL OR r.ends_on > %(day)s)
  AND (told.category NOT LIKE 'MON\_%%' OR NOT r.risk_removed OR %(risk_always)s OR r.risk_removed_on >= %(risk_from)s)
