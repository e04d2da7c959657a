DELETE FROM students_enrolmentversion WHERE replaced_by_id = %(upload)s
