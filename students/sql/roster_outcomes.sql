SELECT outcome, count(*) FROM students_rosterrow WHERE upload_id = %(upload)s GROUP BY outcome
