-- 集中异常: one account, or one guardian, for more aided children of a term than `alike`, siblings or not. Phones and addresses lie
-- sealed and are not compared.
WITH aided AS (
    SELECT p.id, p.school_id, p.amount, e.term_id, r.guardian_index, coalesce(s.merged_into_id, s.id) AS child,
           CASE WHEN b.channel IN ('bank_card', 'guardian_card') THEN p.account_index END AS account_index
    FROM subsidies_payment p
    JOIN subsidies_batch b ON b.id = p.batch_id
    JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    JOIN students_enrolment r ON r.id = e.enrolment_id
    JOIN students_student s ON s.id = p.student_id
    WHERE p.status IN ('ready', 'sent', 'paid')
), alike AS (
    SELECT marks.kind, marks.mark, term_id, count(DISTINCT child) AS children, sum(amount) AS total, max(school_id) AS school_id,
           array_agg(id ORDER BY id) AS payments, array_agg(DISTINCT school_id) AS schools
    FROM aided
    CROSS JOIN LATERAL (VALUES ('account', account_index), ('guardian', guardian_index)) AS marks (kind, mark)
    WHERE marks.mark IS NOT NULL
    GROUP BY marks.kind, marks.mark, term_id
    HAVING count(DISTINCT child) > %(alike)s
)
SELECT a.kind || ':' || encode(a.mark, 'hex') || ':' || a.term_id, a.term_id, NULL::bigint, a.school_id, NULL::bigint,
       NULL::bigint, a.total,
       jsonb_build_object('problem', 'same_' || a.kind, 'children', a.children, 'payments', a.payments,
           'schools', (SELECT jsonb_agg(o.code ORDER BY o.code) FROM aid_portal_orgunit o WHERE o.id = ANY(a.schools)))
FROM alike a
