-- Each school's roster comes last from the file accepted before this one, if there is any.
INSERT INTO students_rosteracceptance (school_id, term_id, upload_id)
SELECT DISTINCT ON (r.school_id) r.school_id, %(term)s, u.id
FROM students_rosterupload u
JOIN students_rosterrow r ON r.upload_id = u.id AND r.outcome <> 'error'
WHERE u.term_id = %(term)s AND u.status = 'accepted' AND u.id <> %(upload)s
  AND r.school_id IN (SELECT school_id FROM students_rosterrow WHERE upload_id = %(upload)s AND outcome <> 'error')
ORDER BY r.school_id, u.accepted_at DESC
ON CONFLICT (school_id, term_id) DO NOTHING
