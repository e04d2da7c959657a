-- 同户未列入: a pupil whose guardian, or another pupil of the same guardian, stands in a monitored household of the newest rural
-- list, while no row of it is his and no pair waits for an answer (domain.md 6.3 HOUSEHOLD_GAP). A hint: it gives no category.
INSERT INTO warning_found
    (kind, cause, list_kind, release_id, record_id, student_id, household_number, town, school_id, facts)
WITH monitored AS (
    SELECT p.id, p.id_index, p.name_key, p.household_number, p.town
    FROM students_record p
    WHERE p.release_id = %(release)s AND p.id_index IS NOT NULL AND NOT p.risk_removed
      AND p.categories && ARRAY['MON_UNSTABLE', 'MON_EDGE', 'MON_SUDDEN']::varchar[]
), house AS (
    SELECT id_index AS guardian_index, id, household_number, town FROM monitored
    UNION ALL
    SELECT e.guardian_index, p.id, p.household_number, p.town
    FROM monitored p
    JOIN students_enrolment e ON e.id_index = p.id_index AND e.name_key = p.name_key AND e.term_id = ANY(%(terms)s)
    WHERE e.guardian_index IS NOT NULL
)
SELECT 'household_gap', 'rural:' || household_number || ':' || student_id, 'rural', %(release)s, record_id, student_id,
       household_number, town, school_id, jsonb_build_object('household', household_number)
FROM (
    SELECT DISTINCT ON (child.id) child.id AS student_id, h.id AS record_id, h.household_number, h.town, e.school_id, e.status
    FROM house h
    JOIN students_enrolment e ON e.guardian_index = h.guardian_index AND e.term_id = ANY(%(terms)s)
    JOIN students_student s ON s.id = e.student_id
    CROSS JOIN LATERAL (SELECT coalesce(s.merged_into_id, s.id) AS id) child
    WHERE NOT EXISTS (SELECT FROM students_record q WHERE q.release_id = %(release)s AND q.id_index = e.id_index)
      AND NOT EXISTS (
          SELECT FROM students_matchpair m
          JOIN students_record q ON q.id = m.record_id AND q.release_id = %(release)s
          WHERE m.student_id = e.student_id AND m.status IN ('open', 'accepted')
      )
    ORDER BY child.id, array_position(%(terms)s::text[], e.term_id::text) DESC, e.status = 'enrolled' DESC, e.accepted_order DESC, h.id
) found
WHERE status = 'enrolled'
