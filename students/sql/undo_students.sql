-- Children whom only this upload named.
DELETE FROM students_student s
WHERE s.merged_into_id IS NULL
  AND NOT EXISTS (SELECT FROM students_enrolment e WHERE e.student_id = s.id)
  AND NOT EXISTS (SELECT FROM students_enrolmentversion v WHERE v.student_id = s.id)
  AND NOT EXISTS (SELECT FROM students_studentmerge m WHERE m.kept_id = s.id OR m.merged_id = s.id)
  AND NOT EXISTS (SELECT FROM students_matchpair p WHERE p.student_id = s.id)
  AND (
      EXISTS (SELECT FROM students_rosterrow r WHERE r.upload_id = %(upload)s AND r.id_index = s.id_index)
      OR EXISTS (
          SELECT FROM students_rosterrow r
          WHERE r.upload_id = %(upload)s AND r.id_index IS NULL AND r.registry_index = s.registry_index
      )
  )
