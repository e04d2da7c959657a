-- Every change of the watched releases that concerns a child, with where the child is and whether the change still asks for
-- work. A child is who goes to school by the rosters of the release's term or a later one, matched by id and name or by an
-- accepted answer (eligibility.md 3), and who is 3 to 17 and in no roster. One statement over all releases: the ORM cannot
-- join arrays.
CREATE TEMP TABLE warning_change ON COMMIT DROP AS
WITH release AS MATERIALIZED (
    SELECT *
    FROM unnest(%(ids)s::bigint[], %(kinds)s::text[], %(days)s::date[], %(terms)s::int[], %(years)s::text[],
                %(taken_at)s::timestamptz[], %(newest)s::bigint[], %(checked)s::bool[], %(applied)s::bool[])
         AS r (id, kind, day, term, academic_year, taken_at, newest, checked, applied)
), changed AS MATERIALIZED (
    SELECT c.id, c.kind, c.release_id, c.before_id, c.after_id, coalesce(c.after_id, c.before_id) AS record_id,
           r.kind AS list_kind, r.day, r.term, r.academic_year, r.taken_at, r.newest, r.checked, r.applied
    FROM release r
    JOIN students_releasechange c ON c.release_id = r.id AND c.kind = ANY(%(asked)s)
), side AS MATERIALIZED (
    SELECT c.id AS change_id, c.term, p.id AS record_id, p.id_index, p.name_key, side.is_now
    FROM changed c
    CROSS JOIN LATERAL (VALUES (c.after_id, true), (c.before_id, false)) AS side (record_id, is_now)
    JOIN students_record p ON p.id = side.record_id
), known AS MATERIALIZED (
    SELECT s.change_id, s.is_now, e.student_id, s.term
    FROM side s
    JOIN students_enrolment e ON e.id_index = s.id_index AND e.name_key = s.name_key
    UNION
    -- a row without an id goes by the id of its child: two files that were joined
    SELECT s.change_id, s.is_now, e.student_id, s.term
    FROM side s
    JOIN students_student x ON x.id_index = s.id_index
    JOIN students_enrolment e ON e.student_id = x.id AND e.id_index IS NULL AND e.name_key = s.name_key
    UNION
    SELECT s.change_id, s.is_now, a.student_id, s.term
    FROM side s
    JOIN students_matchpair a ON a.record_id = s.record_id AND a.status = 'accepted'
), pupil AS MATERIALIZED (
    -- where the child is now: the newest roster, and in it the one accepted last
    SELECT DISTINCT ON (k.change_id) k.change_id, k.student_id, e.school_id, e.status,
           e.status IN ('enrolled', 'suspended') AS here
    FROM (SELECT change_id, student_id, term FROM known GROUP BY change_id, student_id, term) k
    JOIN students_enrolment e ON e.student_id = k.student_id
    CROSS JOIN LATERAL (SELECT left(e.term_id, 4)::int * 2 + (right(e.term_id, 1) = 'A')::int AS term) AS at
    WHERE at.term >= k.term
    ORDER BY k.change_id, at.term DESC, e.status = 'enrolled' DESC, e.accepted_order DESC
), later AS (
    -- what the newest list says of the same person, where that is another list: by mark, by id, by the list's own number
    SELECT c.id AS change_id, n.id AS record_id, 1 AS likeness
    FROM changed c
    JOIN students_record p ON p.id = c.record_id
    JOIN students_record n ON n.release_id = c.newest AND n.person_mark = p.person_mark
    WHERE c.newest <> c.release_id
    UNION ALL
    SELECT c.id, n.id, 2
    FROM changed c
    JOIN students_record p ON p.id = c.record_id
    JOIN students_record n ON n.release_id = c.newest AND n.id_index = p.id_index
    WHERE c.newest <> c.release_id
    UNION ALL
    SELECT c.id, n.id, 3
    FROM changed c
    JOIN students_record p ON p.id = c.record_id
    JOIN students_record n ON n.release_id = c.newest AND n.person_number = p.person_number
    WHERE c.newest <> c.release_id AND p.person_number <> ''
), followed AS (
    SELECT DISTINCT ON (l.change_id) l.change_id, n.household_number, n.categories, n.risk_removed, n.name, n.id_index,
           (n.starts_on, n.ends_on, n.active) AS validity
    FROM later l
    JOIN students_record n ON n.id = l.record_id
    ORDER BY l.change_id, l.likeness, n.row
), elsewhere AS (
    -- known to learn outside the county, as a verified proof of the year says
    SELECT DISTINCT c.id AS change_id
    FROM changed c
    JOIN students_record p ON p.id = c.record_id
    JOIN students_schoolingproof s ON s.person_mark = p.person_mark AND s.academic_year = c.academic_year AND s.status = 'verified'
), determined AS (
    SELECT DISTINCT c.id AS change_id
    FROM changed c
    JOIN pupil u ON u.change_id = c.id
    JOIN students_enrolment e ON e.student_id = u.student_id
    JOIN students_determination d ON d.registry_index = e.registry_index AND d.academic_year >= c.academic_year
    LEFT JOIN students_release l ON l.id = d.release_id
    LEFT JOIN students_application a ON a.id = d.application_id
    WHERE d.academic_year > c.academic_year OR l.accepted_at > c.taken_at OR a.approved_on >= c.taken_at::date
)
SELECT c.id, c.kind, c.list_kind, c.release_id, c.record_id, CASE WHEN c.after_id IS NOT NULL THEN c.before_id END AS before_id,
       coalesce(nullif(p.person_number, ''), encode(p.person_mark, 'hex')) AS person, p.household_number, p.town,
       u.student_id, u.school_id,
       CASE
           WHEN u.status = 'deceased' THEN false
           WHEN c.kind = 'left' THEN f.change_id IS NULL
           WHEN c.newest <> c.release_id AND f.change_id IS NULL THEN false  -- gone since, and warned of as such
           WHEN c.kind = 'entered' THEN NOT c.checked AND (w.change_id IS NULL OR coalesce(u.here, false))
           WHEN c.kind = 'validity_changed' THEN NOT c.checked AND f.validity IS DISTINCT FROM (b.starts_on, b.ends_on, b.active)
           WHEN c.kind = 'household_moved' THEN coalesce(f.household_number, p.household_number) <> b.household_number
           WHEN c.kind IN ('name_corrected', 'identity_corrected') AND (f.name, f.id_index) <> (p.name, p.id_index)
               THEN false  -- said otherwise since, and warned of as such
           WHEN c.kind IN ('name_corrected', 'identity_corrected')
               THEN coalesce(u.here, false) AND NOT EXISTS (SELECT FROM known k WHERE k.change_id = c.id AND k.is_now)
           WHEN NOT coalesce(u.here, false) THEN false  -- who has left the schools is not determined any more
           ELSE NOT c.applied AND d.change_id IS NULL AND CASE c.kind
               WHEN 'risk_removed' THEN coalesce(f.risk_removed, true)
               WHEN 'risk_back' THEN NOT coalesce(f.risk_removed, false)
               ELSE coalesce(f.categories, p.categories) <> b.categories
           END
       END AS stands,
       jsonb_strip_nulls(CASE c.kind
           WHEN 'household_moved' THEN jsonb_build_object('was', b.household_number, 'is', p.household_number)
           WHEN 'category_changed' THEN jsonb_build_object('was', b.categories, 'is', p.categories)
           WHEN 'risk_removed' THEN jsonb_build_object('removed_on', p.risk_removed_on)
           WHEN 'validity_changed' THEN jsonb_build_object(
               'was', jsonb_build_array(b.starts_on, b.ends_on, b.active), 'is', jsonb_build_array(p.starts_on, p.ends_on, p.active))
           WHEN 'entered' THEN jsonb_build_object('categories', p.categories)
           WHEN 'left' THEN jsonb_build_object('categories', p.categories)
           ELSE '{}'
       END) AS facts
FROM changed c
JOIN students_record p ON p.id = c.record_id
LEFT JOIN students_record b ON b.id = c.before_id
LEFT JOIN pupil u ON u.change_id = c.id
LEFT JOIN followed f ON f.change_id = c.id
LEFT JOIN determined d ON d.change_id = c.id
LEFT JOIN elsewhere w ON w.change_id = c.id
WHERE u.here
   OR (c.kind = ANY(%(of_any_child)s) AND p.birth_date > c.day - interval '18 years' AND p.birth_date <= c.day - interval '3 years')
