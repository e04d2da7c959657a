-- Each person of the term's whereabouts once, with the code that says most: a row that finds the child outweighs one that
-- does not. The last seat in class and the household's town tell who answers for the child.
CREATE TEMP TABLE dropout_person ON COMMIT DROP AS
WITH said AS (
    SELECT DISTINCT ON (r.person_mark)
           r.person_mark, r.id_index, r.name_key, r.person_number, r.id AS record_id, r.name, r.birth_date, r.town, r.village, w.code
    FROM subsidies_whereabouts w
    JOIN students_record r ON r.id = w.record_id
    WHERE w.term_id = %(term)s
    ORDER BY r.person_mark,
             array_position(ARRAY['OK', 'NO_PROGRAMME', 'ELSEWHERE', 'REVIEW', 'NOT_ENROLLED', 'SUSPECT', 'PRESCHOOL'], w.code::text),
             r.id
)
SELECT said.*, coalesce(s.merged_into_id, s.id) AS student_id,
       (SELECT u.id FROM aid_portal_orgunit u
        WHERE u.kind = 'town' AND u.name = said.town ORDER BY u.closed_on NULLS FIRST, u.id LIMIT 1) AS town_id,
       (SELECT e.school_id FROM students_enrolment e JOIN students_termsetting t ON t.code = e.term_id
        WHERE e.student_id = coalesce(s.merged_into_id, s.id)
        ORDER BY t.position DESC, e.accepted_order DESC LIMIT 1) AS school_id
FROM said
LEFT JOIN students_student s ON s.id_index = said.id_index AND said.code = 'SUSPECT'
