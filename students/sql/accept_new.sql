-- New rows of the roster, numbered school by school in its order (see accept_students).
INSERT INTO students_enrolment
    (student_id, school_id, term_id, upload_id, upload_row, accepted_order, registry_index, tail_index, id_index, name,
     name_key, pinyin, sex, birth_date, stage, grade, class_name, boarding, hukou, major, agriculture, status, status_on,
     home_taught, guardian_name, guardian_key, guardian_index, sealed, digest)
SELECT coalesce(by_id.merged_into_id, by_id.id, by_registry.merged_into_id, by_registry.id), r.school_id, %(term)s,
       r.upload_id, r.row, %(order)s + r.row, r.registry_index, r.tail_index, r.id_index, r.name, r.name_key, r.pinyin,
       r.sex, r.birth_date, r.stage, r.grade, r.class_name, r.boarding, r.hukou, r.major, r.agriculture, r.status,
       r.status_on, r.home_taught, r.guardian_name, r.guardian_key, r.guardian_index, r.sealed, r.digest
FROM students_rosterrow r
LEFT JOIN students_student by_id ON by_id.id_index = r.id_index
LEFT JOIN students_student by_registry ON r.id_index IS NULL AND by_registry.registry_index = r.registry_index
WHERE r.upload_id = %(upload)s AND r.outcome = 'new'
ORDER BY r.school_id, r.row
