-- 一人多项不当享受: two approved programmes of one exclusive group at the same time, also where two files are one child.
-- The group is that of the row, else that of the policy in force; the database itself refuses it only within one file.
WITH approved AS (
    SELECT e.id, e.term_id, e.student_id, e.school_id, e.programme_id, g.code, e.period, e.amount,
           coalesce(nullif(e.exclusive_group, ''), x.name, '') AS exclusive_group,
           coalesce(s.merged_into_id, s.id) AS child, r.id_index, r.registry_index, r.tail_index
    FROM subsidies_entitlement e
    JOIN subsidies_programme g ON g.id = e.programme_id
    JOIN students_student s ON s.id = e.student_id
    JOIN students_enrolment r ON r.id = e.enrolment_id
    LEFT JOIN unnest(%(programmes)s::text[], %(groups)s::text[]) AS x (programme, name) ON x.programme = g.code
    WHERE e.status = 'approved'
), known AS (
    SELECT approved.*, marks.mark
    FROM approved
    CROSS JOIN LATERAL (VALUES (int8send(child)), (id_index), (registry_index), (tail_index)) AS marks (mark)
    WHERE marks.mark IS NOT NULL AND exclusive_group <> ''
), pair AS (
    SELECT DISTINCT a.id AS first, b.id AS second
    FROM known a
    JOIN known b ON b.mark = a.mark AND b.exclusive_group = a.exclusive_group AND b.id > a.id
                AND b.programme_id <> a.programme_id AND b.period && a.period
)
SELECT pair.first || '-' || pair.second, b.term_id, b.student_id, b.school_id, b.id, NULL::bigint, least(a.amount, b.amount),
       jsonb_build_object('programme', a.code, 'other', b.code, 'other_term', a.term_id, 'other_amount', a.amount,
                          'entitlements', array[pair.first, pair.second])
FROM pair
JOIN approved a ON a.id = pair.first
JOIN approved b ON b.id = pair.second
