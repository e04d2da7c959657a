-- A list that speaks of some of every hundred children: nine records in ten are a child's, by id and name.
INSERT INTO students_record
    (release_id, row, name, name_key, id_index, id_state, birth_date, person_number, household_number, categories, active,
     risk_removed, finished_grade_nine, schooling, town, village, relation, detail, person_mark, content_mark, sealed)
SELECT %(release)s, n, e.name, e.name,
       CASE WHEN n %% 10 = 0 THEN sha256(('stranger' || n || %(kind)s)::bytea) ELSE e.id_index END, 'valid', e.birth_date,
       n::text, (n / 3)::text, %(categories)s::varchar[], true, false, false, '', '', '', '', '',
       CASE WHEN n %% 10 = 0 THEN sha256(('stranger' || n || %(kind)s)::bytea) ELSE e.id_index END, e.registry_index, ''
FROM (SELECT row_number() OVER (ORDER BY id) AS n, * FROM students_enrolment) e
WHERE n %% 100 BETWEEN %(first)s AND %(last)s
