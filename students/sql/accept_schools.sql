INSERT INTO students_rosteracceptance (school_id, term_id, upload_id)
SELECT DISTINCT r.school_id, %(term)s, r.upload_id
FROM students_rosterrow r
WHERE r.upload_id = %(upload)s AND r.outcome <> 'error'
ON CONFLICT (school_id, term_id) DO UPDATE SET upload_id = excluded.upload_id
