-- 一卡多人: an account that takes the money of several children who are not known to have the same guardian, or that belongs to staff.
WITH used AS (
    SELECT p.id, p.account_index, p.school_id, p.amount, e.term_id, r.guardian_index, coalesce(s.merged_into_id, s.id) AS child
    FROM subsidies_payment p
    JOIN subsidies_batch b ON b.id = p.batch_id AND b.channel IN ('bank_card', 'guardian_card')
    JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    JOIN students_enrolment r ON r.id = e.enrolment_id
    JOIN students_student s ON s.id = p.student_id
    WHERE p.status IN ('ready', 'sent', 'paid') AND p.account_index IS NOT NULL
), account AS (
    SELECT account_index, count(DISTINCT child) AS children, count(*) AS times, sum(amount) AS total, max(id) AS last,
           array_agg(id ORDER BY id) AS payments, array_agg(DISTINCT school_id) AS schools,
           count(DISTINCT guardian_index) = 1 AND bool_and(guardian_index IS NOT NULL) AS siblings
    FROM used GROUP BY account_index
)
SELECT encode(a.account_index, 'hex'), e.term_id, CASE WHEN a.children = 1 THEN p.student_id END, p.school_id, NULL::bigint,
       CASE WHEN a.times = 1 THEN p.id END, a.total,
       jsonb_build_object('problem', CASE WHEN f.id IS NULL THEN 'strangers' ELSE 'staff' END, 'children', a.children,
           'times', a.times, 'payments', a.payments,
           'schools', (SELECT jsonb_agg(o.code ORDER BY o.code) FROM aid_portal_orgunit o WHERE o.id = ANY(a.schools)))
FROM account a
JOIN subsidies_payment p ON p.id = a.last
JOIN subsidies_entitlement e ON e.id = p.entitlement_id
LEFT JOIN subsidies_staffaccount f ON f.account_index = a.account_index
WHERE f.id IS NOT NULL OR (a.children > 1 AND NOT a.siblings)
