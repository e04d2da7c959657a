-- Rows that this upload changed say again what they said before.
UPDATE students_enrolment e
SET student_id = v.student_id, upload_id = v.upload_id, upload_row = v.upload_row, accepted_order = v.accepted_order,
    tail_index = v.tail_index, id_index = v.id_index, name = v.name, name_key = v.name_key, pinyin = v.pinyin,
    sex = v.sex, birth_date = v.birth_date, stage = v.stage, grade = v.grade, class_name = v.class_name,
    boarding = v.boarding, hukou = v.hukou, major = v.major, agriculture = v.agriculture, status = v.status,
    status_on = v.status_on, home_taught = v.home_taught, guardian_name = v.guardian_name, guardian_key = v.guardian_key,
    guardian_index = v.guardian_index, sealed = v.sealed, digest = v.digest
FROM students_enrolmentversion v
WHERE v.replaced_by_id = %(upload)s AND v.enrolment_id = e.id
