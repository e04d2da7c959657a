-- 有效期将满: what the newest list of a department gives a pupil, or gives him through his guardian's disability, ends within
-- `ahead` days of `day` (features.md C3). `ends_on` is the first day on which it counts no more.
INSERT INTO warning_found
    (kind, cause, list_kind, release_id, record_id, student_id, household_number, town, school_id, facts)
WITH ending AS (
    SELECT p.*, n.kind, n.terms
    FROM unnest(%(ids)s::bigint[], %(kinds)s::text[], %(ranks)s::int[]) AS n (id, kind, terms)
    JOIN students_record p ON p.release_id = n.id AND p.active AND p.id_index IS NOT NULL
                          AND p.ends_on > %(day)s::date AND p.ends_on <= %(day)s::date + %(ahead)s::int
), told AS (
    SELECT p.id, p.terms, p.categories, e.student_id, e.school_id, e.status, e.accepted_order, e.term_id
    FROM ending p
    JOIN students_enrolment e ON e.id_index = p.id_index AND e.name_key = p.name_key
    UNION ALL
    SELECT p.id, p.terms, ARRAY['DIS_PARENT'], e.student_id, e.school_id, e.status, e.accepted_order, e.term_id
    FROM ending p
    JOIN students_enrolment e ON e.guardian_index = p.id_index AND e.guardian_key = p.name_key
    WHERE p.kind = 'disabled'
)
SELECT DISTINCT ON (cause)
       'validity_ending', cause, p.kind, p.release_id, p.id, student_id, p.household_number, p.town, found.school_id,
       jsonb_build_object('categories', found.categories, 'until', p.ends_on - 1)
FROM (
    SELECT DISTINCT ON (t.id, child.id) t.id, child.id AS student_id, t.school_id, t.status, t.categories
    FROM told t
    JOIN students_student s ON s.id = t.student_id
    CROSS JOIN LATERAL (SELECT coalesce(s.merged_into_id, s.id) AS id) child
    CROSS JOIN LATERAL (SELECT left(t.term_id, 4)::int * 2 + (right(t.term_id, 1) = 'A')::int AS place) term
    WHERE term.place >= t.terms
    ORDER BY t.id, child.id, term.place DESC, t.status = 'enrolled' DESC, t.accepted_order DESC
) found
JOIN ending p ON p.id = found.id
CROSS JOIN LATERAL (
    SELECT p.kind || ':' || student_id || ':' || coalesce(nullif(p.person_number, ''), encode(p.person_mark, 'hex')) AS cause
) named
WHERE found.status = 'enrolled'
ORDER BY cause, p.ends_on DESC, p.id
