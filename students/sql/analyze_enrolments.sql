-- As for the staged rows: pages and the check read a fresh roster at once.
ANALYZE students_enrolment
