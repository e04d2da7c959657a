-- Rows that say what their enrolment says already: staged as it stands there, envelope included, so that nothing is sealed
-- anew. One that was changed since it was looked at is left out.
INSERT INTO students_rosterrow
    (upload_id, row, outcome, enrolment_id, school_id, registry_index, tail_index, id_index, name, name_key, pinyin, sex,
     birth_date, stage, grade, class_name, boarding, hukou, major, agriculture, status, status_on, home_taught,
     guardian_name, guardian_key, guardian_index, sealed, digest)
SELECT %(upload)s, said.row, 'unchanged', e.id, e.school_id, e.registry_index, e.tail_index, e.id_index, e.name, e.name_key,
       e.pinyin, e.sex, e.birth_date, e.stage, e.grade, e.class_name, e.boarding, e.hukou, e.major, e.agriculture, e.status,
       e.status_on, e.home_taught, e.guardian_name, e.guardian_key, e.guardian_index, e.sealed, e.digest
FROM unnest(%(rows)s::int[], %(enrolments)s::bigint[], %(digests)s::bytea[]) AS said (row, enrolment, digest)
JOIN students_enrolment e ON e.id = said.enrolment AND e.digest = said.digest
RETURNING row
