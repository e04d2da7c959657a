-- The children of these schools who are enrolled on the cut-off day, each where the file accepted last has him
-- (eligibility.md 1 学生状态, 4 Enrolled); `counts_at` says who is enrolled but counts elsewhere. A row without an id goes by
-- the id of its child, which two files that were joined have in common.
CREATE TEMP TABLE check_enrolled AS
SELECT e.id AS enrolment_id, e.student_id, e.school_id, e.stage, e.grade, e.boarding, e.hukou, e.agriculture,
       CASE WHEN e.id_index IS NULL THEN (SELECT s.id_index FROM students_student s WHERE s.id = e.student_id) ELSE e.id_index END
           AS id_index,
       e.registry_index, e.name_key, e.guardian_index, e.guardian_key,
       (
           SELECT later.id FROM students_enrolment later
           WHERE later.student_id = e.student_id AND later.term_id = e.term_id
             AND later.accepted_order > e.accepted_order
             AND (later.status = 'enrolled' OR coalesce(later.status_on, %(term_first_day)s) > %(day)s)
           ORDER BY later.accepted_order DESC
           LIMIT 1
       ) AS counts_at
FROM students_enrolment e
WHERE e.term_id = %(term)s AND e.school_id = ANY(%(schools)s)
  AND (e.status = 'enrolled' OR coalesce(e.status_on, %(term_first_day)s) > %(day)s)
