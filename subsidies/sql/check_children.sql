-- Each child with all that the law asks about him folded into one number, the signature: equal numbers are equal
-- before the law, so the rule is asked once per number (house.md 11). Layout: subsidies/rules/signatures.py.
CREATE TEMP TABLE check_child AS
WITH known AS (
    SELECT enrolment_id, bit_or(bit) AS mask,
           array_agg(record_id ORDER BY record_id, bit) AS record_ids, array_agg(bit ORDER BY record_id, bit) AS record_bits
    FROM check_fact
    WHERE bit IS NOT NULL
    GROUP BY enrolment_id
), joined AS MATERIALIZED (
    SELECT merged_into_id AS student_id, registry_index FROM students_student WHERE merged_into_id IS NOT NULL
), number AS (
    SELECT student_id, registry_index FROM joined
    UNION
    SELECT e.student_id, e.registry_index FROM joined JOIN students_enrolment e USING (student_id)
), told AS (
    -- where two files were joined: what was determined under the other number, the last accepted
    SELECT DISTINCT ON (c.enrolment_id) c.enrolment_id, o.tier
    FROM number
    JOIN check_enrolled c USING (student_id)
    JOIN students_determination o
      ON o.registry_index = number.registry_index AND o.academic_year = %(academic_year)s AND o.name_key = c.name_key
    ORDER BY c.enrolment_id, o.release_id DESC, o.row DESC
)
SELECT c.enrolment_id, c.student_id, c.school_id, known.record_ids, known.record_bits, coalesce(known.mask, 0) AS mask,
       coalesce(known.mask, 0)
       | (array_position(%(stages)s, c.stage::text)::bigint << 24)
       | (c.grade::bigint << 28)
       | (c.boarding::int::bigint << 32)
       | (CASE c.hukou WHEN 'rural' THEN 1 WHEN 'urban' THEN 2 ELSE 0 END::bigint << 33)
       | (c.agriculture::int::bigint << 35)
       | (coalesce(array_position(%(tiers)s, coalesce(d.tier, told.tier)::text), 0)::bigint << 36) AS signature
FROM check_enrolled c
LEFT JOIN known USING (enrolment_id)
LEFT JOIN told USING (enrolment_id)
LEFT JOIN students_determination d
       ON d.registry_index = c.registry_index AND d.academic_year = %(academic_year)s AND d.name_key = c.name_key
WHERE c.counts_at IS NULL
