-- 在校生状况不一致: the newest rural list says another stage than the roster of its term or of a later one (domain.md 6.2 STAGE_DIFF);
-- `words` are what lists say and which stage that is, '' for a child who is said to be in no school yet.
INSERT INTO warning_found
    (kind, cause, list_kind, release_id, record_id, student_id, household_number, town, school_id, facts)
SELECT 'stage_differs', 'rural:' || person, 'rural', release_id, record_id, student_id, household_number, town, school_id,
       jsonb_build_object('was', said, 'is', stage)
FROM (
    SELECT DISTINCT ON (person)
           coalesce(nullif(p.person_number, ''), encode(p.person_mark, 'hex')) AS person, p.id AS record_id, p.release_id,
           p.household_number, p.town, p.schooling AS said, w.stage AS meant, coalesce(s.merged_into_id, s.id) AS student_id,
           e.school_id, e.stage, e.status
    FROM students_record p
    JOIN unnest(%(words)s::text[], %(stages)s::text[]) AS w (word, stage) ON w.word = p.schooling
    JOIN students_enrolment e ON e.id_index = p.id_index AND e.name_key = p.name_key AND e.term_id = ANY(%(terms)s)
    JOIN students_student s ON s.id = e.student_id
    WHERE p.release_id = %(release)s
    ORDER BY person, array_position(%(terms)s::text[], e.term_id::text) DESC, e.status = 'enrolled' DESC, e.accepted_order DESC, p.row
) told
WHERE status = 'enrolled' AND meant <> stage AND NOT (meant = '' AND stage = 'kindergarten')
