-- What the file does to what is known: the last row of a child and year counts, each row is counted.
SELECT CASE WHEN d.id IS NULL THEN 'new'
            WHEN (d.name, d.tier, d.kinds, d.school_code) = (s.name, s.tier, s.kinds, s.school_code) THEN 'unchanged'
            ELSE 'changed' END, count(*)
FROM determination_stage s
LEFT JOIN students_determination d USING (academic_year, registry_index)
GROUP BY 1
