INSERT INTO students_determination
    (registry_index, academic_year, name, name_key, tier, kinds, school_code, sealed, release_id, row)
SELECT DISTINCT ON (academic_year, registry_index)
       registry_index, academic_year, name, name_key, tier, kinds, school_code, sealed, release_id, row
FROM determination_stage
ORDER BY academic_year, registry_index, row DESC
ON CONFLICT (academic_year, registry_index) DO UPDATE
SET name = excluded.name, name_key = excluded.name_key, tier = excluded.tier, kinds = excluded.kinds,
    school_code = excluded.school_code, sealed = excluded.sealed, release_id = excluded.release_id, row = excluded.row,
    application_id = NULL
WHERE (students_determination.name, students_determination.tier, students_determination.kinds,
       students_determination.school_code)
      IS DISTINCT FROM (excluded.name, excluded.tier, excluded.kinds, excluded.school_code)
