-- Proposals about children whom only this upload named go with them; what a person decided stays.
DELETE FROM students_studentmerge m
USING students_student s
WHERE m.status = 'proposed' AND s.id IN (m.kept_id, m.merged_id)
  AND NOT EXISTS (SELECT FROM students_enrolment e WHERE e.student_id = s.id)
  AND NOT EXISTS (SELECT FROM students_enrolmentversion v WHERE v.student_id = s.id)
  AND EXISTS (
      SELECT FROM students_rosterrow r
      WHERE r.upload_id = %(upload)s
        AND (r.id_index = s.id_index OR (r.id_index IS NULL AND r.registry_index = s.registry_index))
  )
