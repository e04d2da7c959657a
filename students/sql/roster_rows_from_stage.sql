-- One write: the staged rows with what they mean for the roster of their school.
INSERT INTO students_rosterrow
    (upload_id, row, outcome, school_id, enrolment_id, registry_index, tail_index, id_index, name, name_key, pinyin, sex,
     birth_date, stage, grade, class_name, boarding, hukou, major, agriculture, status, status_on, home_taught,
     guardian_name, guardian_key, guardian_index, sealed, digest)
SELECT s.upload_id, s.row,
       CASE WHEN s.outcome = 'error' OR e.id IS NULL THEN s.outcome
            WHEN e.digest = s.digest THEN 'unchanged' ELSE 'changed' END,
       s.school_id, CASE WHEN s.outcome <> 'error' THEN e.id END,
       s.registry_index, s.tail_index, s.id_index, s.name, s.name_key, s.pinyin, s.sex,
       s.birth_date, s.stage, s.grade, s.class_name, s.boarding, s.hukou, s.major, s.agriculture, s.status, s.status_on,
       s.home_taught, s.guardian_name, s.guardian_key, s.guardian_index, s.sealed, s.digest
FROM roster_stage s
LEFT JOIN students_enrolment e
       ON e.term_id = %(term)s AND e.school_id = s.school_id AND e.registry_index = s.registry_index
