DELETE FROM students_rosteracceptance WHERE upload_id = %(upload)s
