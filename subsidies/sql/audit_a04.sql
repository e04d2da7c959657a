-- 转学、休学、退学、毕业后仍发: not at the school on the cut-off day, or gone in the middle of a term that counts by months or
-- days and paid whole all the same; what is back is taken off. The last of the five paid months is January or July: who leaves
-- in it is due all of them.
WITH back AS (
    SELECT a.entitlement_id, sum(y.amount) AS amount
    FROM subsidies_recovery y JOIN subsidies_adjustment a ON a.id = y.adjustment_id
    WHERE y.status = 'received' GROUP BY a.entitlement_id
), adjusted AS (
    SELECT entitlement_id, sum(amount) AS amount
    FROM subsidies_adjustment WHERE status = 'approved' AND NOT former GROUP BY entitlement_id
), gone AS (
    SELECT e.id, e.term_id, e.amount, e.full_amount, e.proration, e.period, r.status,
           coalesce(r.status_on, t.cut_off_on) AS left_on,
           coalesce(r.status_on, t.cut_off_on) <= t.cut_off_on AS before_cut_off
    FROM subsidies_entitlement e
    JOIN students_enrolment r ON r.id = e.enrolment_id
    JOIN students_termsetting t ON t.code = e.term_id
    WHERE r.status IN ('suspended', 'transferred_out', 'withdrawn', 'graduated')
)
SELECT p.id::text, gone.term_id, p.student_id, p.school_id, gone.id, p.id, p.amount - coalesce(back.amount, 0),
       jsonb_build_object('programme', g.code, 'status', gone.status, 'left_on', gone.left_on, 'paid', p.amount,
                          'problem', CASE WHEN gone.before_cut_off THEN 'before_cut_off' ELSE 'not_prorated' END)
FROM gone
JOIN subsidies_payment p ON p.entitlement_id = gone.id AND p.status IN ('ready', 'sent', 'paid') AND p.adjustment_id IS NULL
JOIN subsidies_programme g ON g.id = p.programme_id
LEFT JOIN back ON back.entitlement_id = gone.id
LEFT JOIN adjusted ON adjusted.entitlement_id = gone.id
WHERE p.amount > coalesce(back.amount, 0)
  AND (gone.before_cut_off
       OR (gone.proration IN ('month', 'day')
           AND gone.left_on < upper(gone.period) - CASE WHEN right(gone.term_id, 1) = 'S' THEN 62 ELSE 31 END
           AND gone.amount + coalesce(adjusted.amount, 0) >= gone.full_amount))
