-- 档次不符: approved below the highest tier although a monitoring list puts the child there, by its own row or by any result of the
-- term that holds.
WITH watched AS (
    SELECT DISTINCT coalesce(s.merged_into_id, s.id) AS child, d.term_id
    FROM subsidies_decision d
    JOIN subsidies_decisioncase c ON c.id = d.case_id
    JOIN students_student s ON s.id = d.student_id
    WHERE d.superseded_by_id IS NULL AND c.categories && %(locked)s::varchar[]
)
SELECT e.id::text, e.term_id, e.student_id, e.school_id, e.id, NULL::bigint, e.amount,
       jsonb_build_object('programme', g.code, 'tier', e.tier, 'top', %(top)s::text, 'categories', e.categories)
FROM subsidies_entitlement e
JOIN subsidies_programme g ON g.id = e.programme_id AND g.kind = 'state'
JOIN students_student s ON s.id = e.student_id
LEFT JOIN watched w ON w.child = coalesce(s.merged_into_id, s.id) AND w.term_id = e.term_id
WHERE e.status = 'approved' AND e.tier <> %(top)s
  AND (w.child IS NOT NULL OR e.categories && %(locked)s::varchar[])
