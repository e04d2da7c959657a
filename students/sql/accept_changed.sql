UPDATE students_enrolment e
SET student_id = coalesce(by_id.merged_into_id, by_id.id, by_registry.merged_into_id, by_registry.id),
    upload_id = r.upload_id, upload_row = r.row, accepted_order = %(order)s + r.row, tail_index = r.tail_index,
    id_index = r.id_index, name = r.name, name_key = r.name_key, pinyin = r.pinyin, sex = r.sex,
    birth_date = r.birth_date, stage = r.stage, grade = r.grade, class_name = r.class_name, boarding = r.boarding,
    hukou = r.hukou, major = r.major, agriculture = r.agriculture, status = r.status, status_on = r.status_on,
    home_taught = r.home_taught, guardian_name = r.guardian_name, guardian_key = r.guardian_key,
    guardian_index = r.guardian_index, sealed = r.sealed, digest = r.digest
FROM students_rosterrow r
LEFT JOIN students_student by_id ON by_id.id_index = r.id_index
LEFT JOIN students_student by_registry ON r.id_index IS NULL AND by_registry.registry_index = r.registry_index
WHERE r.upload_id = %(upload)s AND r.outcome = 'changed' AND e.id = r.enrolment_id
