-- 不应助而助、应退未退: approved on a result that no longer holds and that no other has replaced, and not taken back; a recovery whose
-- day has passed.
WITH adjusted AS (
    SELECT entitlement_id, sum(amount) AS amount
    FROM subsidies_adjustment WHERE status = 'approved' AND NOT former GROUP BY entitlement_id
), live AS (
    SELECT DISTINCT coalesce(s.merged_into_id, s.id) AS child, d.programme_id, d.term_id
    FROM subsidies_decision d JOIN students_student s ON s.id = d.student_id
    WHERE d.superseded_by_id IS NULL
)
SELECT 'basis:' || e.id, e.term_id, e.student_id, e.school_id, e.id, NULL::bigint, e.amount + coalesce(a.amount, 0),
       jsonb_build_object('problem', 'no_basis', 'programme', g.code, 'superseded_run', d.superseded_by_id)
FROM subsidies_entitlement e
JOIN subsidies_decision d ON d.id = e.decision_id AND d.superseded_by_id IS NOT NULL
JOIN students_student s ON s.id = e.student_id
JOIN subsidies_programme g ON g.id = e.programme_id
LEFT JOIN adjusted a ON a.entitlement_id = e.id
LEFT JOIN live ON live.child = coalesce(s.merged_into_id, s.id) AND live.programme_id = e.programme_id AND live.term_id = e.term_id
WHERE e.status = 'approved' AND e.basis = '' AND live.child IS NULL AND e.amount + coalesce(a.amount, 0) > 0
UNION ALL
SELECT 'recovery:' || y.id, e.term_id, e.student_id, e.school_id, e.id, NULL, y.amount,
       jsonb_build_object('problem', 'not_back', 'programme', g.code, 'due_on', y.due_on)
FROM subsidies_recovery y
JOIN subsidies_adjustment a ON a.id = y.adjustment_id
JOIN subsidies_entitlement e ON e.id = a.entitlement_id
JOIN subsidies_programme g ON g.id = e.programme_id
WHERE y.status = 'open' AND y.due_on < %(day)s
