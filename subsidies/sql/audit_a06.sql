-- 应助未助: due by the check and not approved although the list of school and programme is; or approved and, when the term is over,
-- without a payment that is on its way or has arrived.
WITH held AS (
    SELECT DISTINCT ON (child, e.programme_id, e.term_id)
           coalesce(s.merged_into_id, s.id) AS child, e.programme_id, e.term_id, e.id, e.status
    FROM subsidies_entitlement e JOIN students_student s ON s.id = e.student_id
    ORDER BY child, e.programme_id, e.term_id, e.status = 'approved' DESC, e.id
), due AS (
    SELECT d.id, coalesce(s.merged_into_id, s.id) AS child, d.programme_id, d.term_id, d.school_id, c.amount, c.tier
    FROM subsidies_decision d
    JOIN subsidies_decisioncase c ON c.id = d.case_id
    JOIN students_student s ON s.id = d.student_id
    WHERE d.superseded_by_id IS NULL AND c.amount > 0
), adjusted AS (
    SELECT entitlement_id, sum(amount) AS amount
    FROM subsidies_adjustment WHERE status = 'approved' AND NOT former GROUP BY entitlement_id
)
SELECT 'none:' || due.child || ':' || due.programme_id || ':' || due.term_id, due.term_id, due.child, due.school_id, other.id,
       NULL::bigint, due.amount,
       jsonb_build_object('problem', 'not_approved', 'programme', g.code, 'tier', due.tier,
                          'standing', coalesce(other.status, 'none'))
FROM due
JOIN subsidies_programme g ON g.id = due.programme_id
LEFT JOIN held other ON other.child = due.child AND other.programme_id = due.programme_id AND other.term_id = due.term_id
WHERE EXISTS (SELECT FROM subsidies_entitlementlist l
              WHERE l.school_id = due.school_id AND l.programme_id = due.programme_id AND l.term_id = due.term_id
                AND l.status = 'approved')
  AND coalesce(other.status, 'none') NOT IN ('approved', 'proposed')
UNION ALL
SELECT 'unpaid:' || e.id, e.term_id, e.student_id, e.school_id, e.id, NULL, e.amount + coalesce(a.amount, 0),
       jsonb_build_object('problem', 'not_paid', 'programme', g.code, 'tier', e.tier,
                          'returned', (SELECT count(*) FROM subsidies_payment p
                                       WHERE p.entitlement_id = e.id AND p.status = 'returned'))
FROM subsidies_entitlement e
JOIN subsidies_programme g ON g.id = e.programme_id
LEFT JOIN adjusted a ON a.entitlement_id = e.id
WHERE e.status = 'approved' AND upper(e.period) < %(day)s AND e.held_until IS NULL AND e.amount + coalesce(a.amount, 0) > 0
  AND NOT EXISTS (SELECT FROM subsidies_payment p
                  WHERE p.entitlement_id = e.id AND p.adjustment_id IS NULL AND p.status IN ('ready', 'sent', 'paid'))
