UPDATE students_rosterrow s
SET enrolment_id = now.id,
    outcome = CASE WHEN now.id IS NULL THEN 'new' WHEN now.digest = s.digest THEN 'unchanged' ELSE 'changed' END
FROM (
    SELECT r.id AS row_id, e.id, e.digest
    FROM students_rosterrow r
    LEFT JOIN students_enrolment e
           ON e.term_id = %(term)s AND e.school_id = r.school_id AND e.registry_index = r.registry_index
    WHERE r.upload_id = %(upload)s AND r.outcome <> 'error'
) now
WHERE s.id = now.row_id
  AND (s.enrolment_id IS DISTINCT FROM now.id
       OR s.outcome <> CASE WHEN now.id IS NULL THEN 'new' WHEN now.digest = s.digest THEN 'unchanged' ELSE 'changed' END)
