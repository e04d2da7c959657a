-- 挤占挪用: money of the programme that goes to another kind of payee than the programme has: a grant to a school, a waiver to a
-- person; and who ate along with the pupils and paid nothing for it, by school and month.
SELECT p.id::text, e.term_id, p.student_id, p.school_id, e.id, p.id, p.amount,
       jsonb_build_object('problem', CASE WHEN e.waiver THEN 'waiver_to_person' ELSE 'grant_to_school' END,
                          'programme', g.code, 'payee', p.payee)
FROM subsidies_payment p
JOIN subsidies_entitlement e ON e.id = p.entitlement_id
JOIN subsidies_programme g ON g.id = p.programme_id
WHERE p.status IN ('ready', 'sent', 'paid') AND e.waiver <> (p.payee = 'school')
UNION ALL
SELECT 'companions:' || m.school_id || ':' || to_char(m.day, 'YYYYMM'), NULL, NULL, m.school_id, NULL, NULL, NULL,
       jsonb_build_object('problem', 'companion_did_not_pay', 'times', count(*), 'first_on', min(m.day))
FROM subsidies_companionmeal m
WHERE m.paid = 0
GROUP BY m.school_id, to_char(m.day, 'YYYYMM')
