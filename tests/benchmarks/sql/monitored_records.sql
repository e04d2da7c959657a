-- A list of so many people, every third a child of the rosters; the later one lacks one in a hundred, has as many new ones,
-- and says of one in fifty that the risk is removed and of one in a hundred another household.
INSERT INTO students_record
    (release_id, row, name, name_key, id_index, id_state, birth_date, person_number, household_number, categories, active,
     risk_removed, finished_grade_nine, schooling, town, village, relation, detail, person_mark, content_mark, sealed)
SELECT %(release)s, n, coalesce(e.name, '成年' || n), coalesce(e.name, '成年' || n), coalesce(e.id_index, sha256(('adult' || n)::bytea)),
       'valid', coalesce(e.birth_date, date '1980-01-01'), 'P' || n, 'H' || (n / 3 + said.moved::int * 1000000), ARRAY['MON_EDGE'],
       true, said.removed, false, '', '', '', '', '', coalesce(e.id_index, sha256(('adult' || n)::bytea)),
       sha256((n || said.removed::text || said.moved::text)::bytea), ''
FROM generate_series(1, %(records)s + CASE WHEN %(later)s THEN %(records)s / 100 ELSE 0 END) AS n
LEFT JOIN (SELECT row_number() OVER (ORDER BY id) * 3 AS place, * FROM students_enrolment) e ON e.place = n
CROSS JOIN LATERAL (SELECT %(later)s AND n %% 50 = 0 AS removed, %(later)s AND n %% 100 = 33 AS moved) AS said
WHERE NOT (%(later)s AND n %% 100 = 1 AND n <= %(records)s)
