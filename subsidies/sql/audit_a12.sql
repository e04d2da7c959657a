-- 未公示、公示不足: the lists of a school with children who were approved and stand on no notice that counts, or who were paid
-- before the last day of theirs was over. Shorter notices than the legal days cannot be entered.
WITH posted AS (
    SELECT o.entitlement_id, min(n.ends_on) AS ends_on
    FROM subsidies_postedentitlement o
    JOIN students_publicnoticerow r ON r.id = o.row_id
    JOIN students_publicnotice n ON n.id = r.notice_id
    WHERE n.withdrawn_on IS NULL
    GROUP BY o.entitlement_id
), paid AS (
    SELECT entitlement_id, min(settled_on) AS paid_on FROM subsidies_payment WHERE status = 'paid' GROUP BY entitlement_id
), judged AS (
    SELECT e.list_id, e.term_id, e.school_id, e.programme_id, e.amount,
           CASE WHEN posted.ends_on IS NULL THEN 'not_posted' WHEN paid.paid_on <= posted.ends_on THEN 'paid_before_end' END
               AS problem
    FROM subsidies_entitlement e
    JOIN subsidies_programme g ON g.id = e.programme_id AND g.kind = 'state'
    LEFT JOIN posted ON posted.entitlement_id = e.id
    LEFT JOIN paid ON paid.entitlement_id = e.id
    WHERE e.status = 'approved'
)
SELECT problem || ':' || list_id, term_id, NULL::bigint, school_id, NULL::bigint, NULL::bigint, sum(amount),
       jsonb_build_object('programme', g.code, 'problem', problem, 'children', count(*))
FROM judged
JOIN subsidies_programme g ON g.id = judged.programme_id
WHERE problem IS NOT NULL
GROUP BY problem, list_id, term_id, school_id, g.code
