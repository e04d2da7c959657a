-- 本次未出现: children of the file's schools and term whom no row of the file names, by 学籍号 or id.
SELECT count(*)
FROM students_enrolment e
WHERE e.term_id = %(term)s
  AND e.school_id IN (SELECT DISTINCT school_id FROM students_rosterrow WHERE upload_id = %(upload)s AND school_id IS NOT NULL)
  AND NOT EXISTS (
      SELECT FROM students_rosterrow r
      WHERE r.upload_id = %(upload)s AND r.school_id = e.school_id AND r.registry_index = e.registry_index
  )
  AND NOT EXISTS (
      SELECT FROM students_rosterrow r
      WHERE r.upload_id = %(upload)s AND r.school_id = e.school_id AND r.id_index = e.id_index
  )
