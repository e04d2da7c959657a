-- 死亡仍发: money for a term after the death, or sent out after it, and not yet back. Without a date the child is taken to
-- have been dead on the cut-off day of the roster that says so.
WITH died AS (
    SELECT coalesce(s.merged_into_id, s.id) AS child, min(coalesce(x.status_on, t.cut_off_on)) AS died_on
    FROM students_enrolment x
    JOIN students_student s ON s.id = x.student_id
    JOIN students_termsetting t ON t.code = x.term_id
    WHERE x.status = 'deceased'
    GROUP BY 1
), back AS (
    SELECT a.entitlement_id, sum(y.amount) AS amount
    FROM subsidies_recovery y JOIN subsidies_adjustment a ON a.id = y.adjustment_id
    WHERE y.status = 'received' GROUP BY a.entitlement_id
), sent AS (
    SELECT p.*, e.term_id, e.period,
           coalesce(p.settled_on, (coalesce(b.released_at, b.prepared_at) AT TIME ZONE %(zone)s)::date) AS sent_on
    FROM subsidies_payment p
    JOIN subsidies_batch b ON b.id = p.batch_id
    JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    WHERE p.status IN ('ready', 'sent', 'paid')
)
SELECT p.id::text, p.term_id, p.student_id, p.school_id, p.entitlement_id, p.id, p.amount - coalesce(back.amount, 0),
       jsonb_build_object('programme', g.code, 'left_on', died.died_on, 'sent_on', p.sent_on, 'paid', p.amount,
                          'back', coalesce(back.amount, 0))
FROM sent p
JOIN students_student s ON s.id = p.student_id
JOIN died ON died.child = coalesce(s.merged_into_id, s.id)
JOIN subsidies_programme g ON g.id = p.programme_id
LEFT JOIN back ON back.entitlement_id = p.entitlement_id
WHERE (died.died_on < lower(p.period) OR died.died_on < p.sent_on) AND p.amount > coalesce(back.amount, 0)
