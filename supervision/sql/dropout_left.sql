-- Pupils of compulsory age who have left a school of the county, in the term or the one before, and have sat in no other since;
-- those of the lists are the check's.
WITH recent AS (
    SELECT code FROM students_termsetting WHERE position IN (%(position)s, %(position)s - 1)
), last AS (
    SELECT DISTINCT ON (e.student_id) e.*
    FROM students_enrolment e
    JOIN students_termsetting t ON t.code = e.term_id
    WHERE e.term_id IN (SELECT code FROM recent)
    ORDER BY e.student_id, t.position DESC, (e.status = 'enrolled' OR e.status_on > %(day)s) DESC, e.accepted_order DESC
)
SELECT e.id
FROM last e
WHERE e.status IN ('transferred_out', 'withdrawn')
  AND coalesce(e.status_on, %(term_first_day)s) + %(arrival)s <= %(on)s
  AND e.stage IN ('primary', 'junior')
  AND e.birth_date > %(fifteenth)s AND e.birth_date <= %(sixth)s
  AND NOT EXISTS (
      SELECT FROM supervision_dropoutcase c
      WHERE (c.student_id = e.student_id OR c.id_index = e.id_index)
        AND (c.status IN ('suspected', 'dropout')
             OR (c.ended_by_id IS NOT NULL
                 AND (c.reason IN ('finished', 'deceased', 'abroad', 'missing') OR c.until >= %(on)s
                      OR (c.reason = 'back' AND c.ended_on >= %(term_first_day)s))))
  )
  AND NOT EXISTS (SELECT FROM dropout_person p WHERE p.id_index = e.id_index)
ORDER BY e.id
