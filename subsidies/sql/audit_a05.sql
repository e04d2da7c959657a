-- 空挂学籍、虚报人数: a paid child who is on the rolls of two schools, or of none in that term, and a school that pays more children
-- than it has. Who left before the cut-off day is on no roll. And a paid child who was written down as absent on every day of the
-- term on which the class was counted at table, at least %(absent)s days; who only does not eat there was at school.
WITH roll AS (
    SELECT x.term_id, x.school_id, coalesce(s.merged_into_id, s.id) AS child,
           x.status = 'enrolled' OR coalesce(x.status_on, t.cut_off_on) > t.cut_off_on AS there
    FROM students_enrolment x
    JOIN students_student s ON s.id = x.student_id
    JOIN students_termsetting t ON t.code = x.term_id
), paid AS (
    SELECT p.id, p.entitlement_id, p.student_id, p.school_id, e.term_id, p.amount, coalesce(s.merged_into_id, s.id) AS child
    FROM subsidies_payment p
    JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    JOIN students_student s ON s.id = p.student_id
    WHERE p.status IN ('sent', 'paid')
), recipient AS (
    SELECT child, term_id, sum(amount) AS amount, max(entitlement_id) AS entitlement_id, max(school_id) AS school_id
    FROM paid GROUP BY child, term_id
), twice AS (
    SELECT child, term_id, array_agg(DISTINCT school_id) AS schools
    FROM roll WHERE there GROUP BY child, term_id HAVING count(DISTINCT school_id) > 1
), headcount AS (
    SELECT term_id, school_id, count(DISTINCT child) AS enrolled FROM roll WHERE there GROUP BY term_id, school_id
), paid_at AS (
    SELECT term_id, school_id, count(DISTINCT child) AS recipients, sum(amount) AS amount FROM paid GROUP BY term_id, school_id
), counted AS (
    SELECT e.id AS entitlement_id, count(*) AS days
    FROM subsidies_entitlement e
    JOIN students_enrolment x ON x.id = e.enrolment_id
    JOIN subsidies_classmeals m ON m.school_id = x.school_id AND m.stage = x.stage AND m.grade = x.grade
                               AND m.class_name = x.class_name AND e.period @> m.day
    WHERE e.id IN (SELECT entitlement_id FROM paid)
    GROUP BY e.id
    HAVING count(*) >= %(absent)s AND bool_and(EXISTS (
        SELECT FROM subsidies_mealleave v
        WHERE v.enrolment_id = e.enrolment_id AND m.day BETWEEN v.first_on AND v.last_on AND v.reason <> 'not_eating'))
)
SELECT 'twice:' || r.child || ':' || r.term_id, r.term_id, r.child, r.school_id, r.entitlement_id, NULL::bigint, r.amount,
       jsonb_build_object('problem', 'two_schools', 'schools',
           (SELECT jsonb_agg(o.code ORDER BY o.code) FROM aid_portal_orgunit o WHERE o.id = ANY(twice.schools)))
FROM twice JOIN recipient r USING (child, term_id)
UNION ALL
SELECT 'nowhere:' || r.child || ':' || r.term_id, r.term_id, r.child, r.school_id, r.entitlement_id, NULL, r.amount,
       jsonb_build_object('problem', 'no_school')
FROM recipient r
WHERE NOT EXISTS (SELECT FROM roll WHERE roll.child = r.child AND roll.term_id = r.term_id)
UNION ALL
SELECT 'over:' || a.school_id || ':' || a.term_id, a.term_id, NULL, a.school_id, NULL, NULL, a.amount,
       jsonb_build_object('problem', 'more_paid_than_there', 'recipients', a.recipients, 'enrolled', coalesce(h.enrolled, 0))
FROM paid_at a LEFT JOIN headcount h USING (term_id, school_id)
WHERE a.recipients > coalesce(h.enrolled, 0)
UNION ALL
SELECT 'absent:' || e.id, e.term_id, e.student_id, e.school_id, e.id, NULL, sum(p.amount),
       jsonb_build_object('problem', 'absent_all_term', 'days', min(c.days))
FROM counted c
JOIN subsidies_entitlement e ON e.id = c.entitlement_id
JOIN paid p ON p.entitlement_id = e.id
GROUP BY e.id
