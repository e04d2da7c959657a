SELECT DISTINCT birth_date, matched, enrolled, deceased, decided, asked, proven, finished_grade_nine
FROM whereabouts_fact
