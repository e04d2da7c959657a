-- 标准不符: an approved amount that is not the standard of its term, or not the part of it that its way of counting allows, or a
-- payment above the approved amount. The standard is what the check found last, else the rate of the policy pinned (`rate_…`).
WITH adjusted AS (
    SELECT a.entitlement_id, sum(a.amount) FILTER (WHERE NOT a.separate AND y.id IS NULL) AS before, count(*) AS times
    FROM subsidies_adjustment a LEFT JOIN subsidies_recovery y ON y.adjustment_id = a.id
    WHERE a.status = 'approved' AND NOT a.former GROUP BY a.entitlement_id
), live AS (
    SELECT d.student_id, d.programme_id, d.term_id, c.amount
    FROM subsidies_decision d JOIN subsidies_decisioncase c ON c.id = d.case_id
    WHERE d.superseded_by_id IS NULL
), judged AS (
    SELECT e.id, e.term_id, e.student_id, e.school_id, e.programme_id, e.full_amount, e.amount, e.proration,
           e.amount + coalesce(a.before, 0) AS award, coalesce(a.times, 0) AS corrections, g.code,
           coalesce(live.amount, own.amount, rate.amount) AS standard, p.id AS payment_id, p.amount AS paid
    FROM subsidies_entitlement e
    JOIN subsidies_programme g ON g.id = e.programme_id
    JOIN students_enrolment r ON r.id = e.enrolment_id
    LEFT JOIN subsidies_decision d ON d.id = e.decision_id
    LEFT JOIN subsidies_decisioncase own ON own.id = d.case_id
    LEFT JOIN live ON live.student_id = e.student_id AND live.programme_id = e.programme_id AND live.term_id = e.term_id
    LEFT JOIN unnest(%(rate_policies)s::bigint[], %(rate_terms)s::text[], %(rate_programmes)s::text[], %(rate_stages)s::text[],
                     %(rate_tiers)s::text[], %(rate_amounts)s::numeric[])
              AS rate (policy, term, programme, stage, tier, amount)
      ON rate.policy = e.policy_id AND rate.term = e.term_id AND rate.programme = g.code AND rate.stage = r.stage
     AND rate.tier = e.tier
    LEFT JOIN adjusted a ON a.entitlement_id = e.id
    LEFT JOIN subsidies_payment p
      ON p.entitlement_id = e.id AND p.adjustment_id IS NULL AND p.status IN ('ready', 'sent', 'paid')
    WHERE e.status = 'approved'
), found AS (
    SELECT judged.*, array_remove(ARRAY[
        CASE WHEN standard <> full_amount AND corrections = 0 THEN 'other_standard' END,
        CASE WHEN (proration = 'none' AND amount <> full_amount)
               OR (proration = 'month'
                   AND amount NOT IN (SELECT round(full_amount * months / 5, 2) FROM generate_series(0, 5) AS months))
             THEN 'other_part' END,
        CASE WHEN paid > award THEN 'paid_more' END], NULL) AS problems
    FROM judged
)
SELECT id::text, term_id, student_id, school_id, id, payment_id,
       CASE WHEN 'paid_more' = ANY(problems) THEN paid - award ELSE amount - coalesce(standard, full_amount) END,
       jsonb_build_object('problems', problems, 'programme', code, 'standard', standard, 'rate', full_amount, 'award', award,
                          'paid', paid)
FROM found
WHERE problems <> '{}'
