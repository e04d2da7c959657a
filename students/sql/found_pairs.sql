-- Every record of the chosen releases and every child of the term that look alike at level 2, 3 or 4 (eligibility.md 3),
-- each once at its lowest level; a record with a level 1 match has no other. A row without an id goes by the id of its
-- child (two files that were joined); the mark says what the row itself shows, so that joining reopens no answer. Hash
-- joins over whole lists: the ORM would compare row by row.
CREATE TEMP TABLE found_pair ON COMMIT DROP AS
WITH child AS (
    SELECT e.id, e.student_id, e.tail_index,
           CASE WHEN e.id_index IS NULL THEN (SELECT s.id_index FROM students_student s WHERE s.id = e.student_id)
                ELSE e.id_index END AS id_index,
           e.id_index AS own_index, e.name_key, e.birth_date, e.accepted_order
    FROM students_enrolment e
    WHERE e.term_id = %(term)s
), entry AS (
    SELECT r.id, l.kind, r.id_index, r.name_key, r.birth_date,
           sha256(r.person_mark || convert_to(r.name_key || coalesce(to_char(r.birth_date, 'YYYYMMDD'), ''), 'UTF8')) AS mark
    FROM students_record r
    JOIN students_release l ON l.id = r.release_id
    WHERE r.release_id = ANY(%(releases)s)
      AND NOT EXISTS (
          SELECT FROM students_enrolment e
          WHERE e.term_id = %(term)s AND e.id_index = r.id_index AND e.name_key = r.name_key
      )
      AND NOT EXISTS (
          SELECT FROM students_enrolment e
          JOIN students_student s ON s.id = e.student_id
          WHERE e.term_id = %(term)s AND e.id_index IS NULL AND s.id_index = r.id_index AND e.name_key = r.name_key
      )
), alike AS (
    SELECT entry.id AS record_id, child.id AS enrolment_id, 2 AS level
    FROM entry JOIN child ON child.id_index = entry.id_index AND child.name_key <> entry.name_key
    UNION ALL
    SELECT entry.id, child.id, 3
    FROM entry JOIN child ON child.name_key = entry.name_key AND child.birth_date = entry.birth_date
    WHERE entry.id_index IS NULL OR child.id_index IS NULL
    UNION ALL
    SELECT entry.id, child.id, 4
    FROM entry JOIN child ON child.tail_index = entry.id_index AND child.id_index <> entry.id_index
)
SELECT DISTINCT ON (alike.record_id, child.student_id)
       alike.record_id, child.student_id, alike.enrolment_id, alike.level, entry.kind,
       entry.mark AS record_mark,
       sha256(coalesce(child.own_index, '') || coalesce(child.tail_index, '')
              || convert_to(child.name_key || coalesce(to_char(child.birth_date, 'YYYYMMDD'), ''), 'UTF8')) AS student_mark
FROM alike
JOIN entry ON entry.id = alike.record_id
JOIN child ON child.id = alike.enrolment_id
ORDER BY alike.record_id, child.student_id, alike.level, child.accepted_order DESC
