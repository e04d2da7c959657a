-- The schools determined a tenth of the children.
INSERT INTO students_determination
    (registry_index, academic_year, name, name_key, tier, kinds, school_code, sealed, release_id, row)
SELECT registry_index, %(year)s, name, name_key, CASE WHEN n %% 3 = 0 THEN 'severe' ELSE 'general' END, '', '', '', %(release)s, n
FROM (SELECT row_number() OVER (ORDER BY id) AS n, * FROM students_enrolment) e
WHERE n %% 10 = 7
