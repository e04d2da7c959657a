-- Later files that changed rows which this upload brought or changed.
SELECT DISTINCT u.id, f.name
FROM students_rosterrow r
JOIN students_enrolment e ON e.id = r.enrolment_id OR (r.outcome = 'new' AND e.school_id = r.school_id
     AND e.registry_index = r.registry_index AND e.term_id = (SELECT term_id FROM students_rosterupload WHERE id = %(upload)s))
JOIN students_rosterupload u ON u.id = e.upload_id
JOIN aid_portal_storedfile f ON f.id = u.file_id
WHERE r.upload_id = %(upload)s AND r.outcome IN ('new', 'changed') AND e.upload_id <> %(upload)s
