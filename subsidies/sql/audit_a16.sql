-- 抵扣: sent out less than was approved; corrections that came before the payment belong to the approved amount.
WITH adjusted AS (
    SELECT a.entitlement_id, sum(a.amount) AS before
    FROM subsidies_adjustment a LEFT JOIN subsidies_recovery y ON y.adjustment_id = a.id
    WHERE a.status = 'approved' AND NOT a.former AND NOT a.separate AND y.id IS NULL GROUP BY a.entitlement_id
), sent AS (
    SELECT p.*, e.term_id,
           CASE WHEN p.adjustment_id IS NULL THEN e.amount + coalesce(a.before, 0) ELSE top_up.amount END AS award
    FROM subsidies_payment p
    JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    LEFT JOIN adjusted a ON a.entitlement_id = e.id
    LEFT JOIN subsidies_adjustment top_up ON top_up.id = p.adjustment_id
    WHERE p.status IN ('ready', 'sent', 'paid')
)
SELECT sent.id::text, sent.term_id, sent.student_id, sent.school_id, sent.entitlement_id, sent.id, sent.award - sent.amount,
       jsonb_build_object('programme', g.code, 'award', sent.award, 'paid', sent.amount)
FROM sent
JOIN subsidies_programme g ON g.id = sent.programme_id
WHERE sent.amount < sent.award
