-- A child known only by a 学籍号, and one with an id who carries the same number, or the same name and birth date:
-- perhaps the id has arrived. A person decides (domain.md 13.6).
WITH arrived AS (
    SELECT e.student_id, e.registry_index, e.name, e.birth_date
    FROM students_enrolment e
    WHERE e.upload_id = %(upload)s AND e.id_index IS NOT NULL
), nameless AS (
    SELECT id, registry_index, name, birth_date FROM students_student
    WHERE id_index IS NULL AND merged_into_id IS NULL
), likely AS (
    SELECT a.student_id, n.id, 'registry' AS ground, 1 AS rank
    FROM arrived a JOIN nameless n ON n.registry_index = a.registry_index
    UNION ALL
    SELECT a.student_id, n.id, 'name_and_birth', 2
    FROM arrived a JOIN nameless n ON n.name = a.name AND n.birth_date = a.birth_date
)
INSERT INTO students_studentmerge (kept_id, merged_id, ground, status, moved, note, proposed_at)
SELECT DISTINCT ON (student_id, id) student_id, id, ground, 'proposed', '{}', '', now()
FROM likely
WHERE student_id <> id
ORDER BY student_id, id, rank
ON CONFLICT (kept_id, merged_id) DO NOTHING
