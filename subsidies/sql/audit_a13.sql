-- 代签代领: nobody is paid in cash, so who collects for whom is the guardian whose card takes the money: one for more children than
-- `collects` in a term, or one of the name of a person who works at the school.
WITH collected AS (
    SELECT p.id, p.student_id, p.school_id, p.amount, p.payee_name, e.id AS entitlement_id, e.term_id, g.code, r.guardian_index,
           coalesce(s.merged_into_id, s.id) AS child
    FROM subsidies_payment p
    JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    JOIN subsidies_programme g ON g.id = p.programme_id
    JOIN students_enrolment r ON r.id = e.enrolment_id
    JOIN students_student s ON s.id = p.student_id
    WHERE p.payee = 'guardian' AND p.status IN ('ready', 'sent', 'paid')
), many AS (
    SELECT guardian_index, term_id, count(DISTINCT child) AS children, sum(amount) AS total, max(school_id) AS school_id,
           array_agg(id ORDER BY id) AS payments
    FROM collected WHERE guardian_index IS NOT NULL
    GROUP BY guardian_index, term_id HAVING count(DISTINCT child) > %(collects)s
)
SELECT 'many:' || encode(guardian_index, 'hex') || ':' || term_id, term_id, NULL::bigint, school_id, NULL::bigint, NULL::bigint,
       total, jsonb_build_object('problem', 'collects_for_many', 'children', children, 'payments', payments)
FROM many
UNION ALL
SELECT 'staff:' || c.id, c.term_id, c.student_id, c.school_id, c.entitlement_id, c.id, c.amount,
       jsonb_build_object('problem', 'collector_is_staff', 'programme', c.code)
FROM collected c
WHERE EXISTS (SELECT FROM subsidies_staffaccount f WHERE f.school_id = c.school_id AND f.name = c.payee_name)
