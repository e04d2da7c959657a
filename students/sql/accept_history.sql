-- What the rows to be changed said until now.
INSERT INTO students_enrolmentversion
    (enrolment_id, student_id, upload_id, upload_row, accepted_order, replaced_by_id, registry_index, tail_index, id_index,
     name, name_key, pinyin, sex, birth_date, stage, grade, class_name, boarding, hukou, major, agriculture, status,
     status_on, home_taught, guardian_name, guardian_key, guardian_index, sealed, digest)
SELECT e.id, e.student_id, e.upload_id, e.upload_row, e.accepted_order, r.upload_id, e.registry_index, e.tail_index,
       e.id_index, e.name, e.name_key, e.pinyin, e.sex, e.birth_date, e.stage, e.grade, e.class_name, e.boarding, e.hukou,
       e.major, e.agriculture, e.status, e.status_on, e.home_taught, e.guardian_name, e.guardian_key, e.guardian_index,
       e.sealed, e.digest
FROM students_rosterrow r
JOIN students_enrolment e ON e.id = r.enrolment_id
WHERE r.upload_id = %(upload)s AND r.outcome = 'changed'
