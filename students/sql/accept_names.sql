-- A child is called what the roster accepted last calls him.
UPDATE students_student s
SET name = latest.name, pinyin = latest.pinyin, sex = latest.sex, birth_date = latest.birth_date
FROM (
    SELECT DISTINCT ON (e.student_id) e.student_id, e.name, e.pinyin, e.sex, e.birth_date
    FROM students_enrolment e
    WHERE e.upload_id = %(upload)s
    ORDER BY e.student_id, e.accepted_order DESC
) latest
WHERE s.id = latest.student_id
  AND (s.name, s.sex, s.birth_date) IS DISTINCT FROM (latest.name, latest.sex, latest.birth_date)
