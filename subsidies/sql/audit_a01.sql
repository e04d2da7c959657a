-- 重复发放: one child paid twice for one programme and term, under any of the files and numbers that mean the same child.
-- The ORM has no grouping by marks of different kinds; one hit a child, programme and term.
WITH paid AS (
    SELECT p.id, p.entitlement_id, p.student_id, p.school_id, p.programme_id, e.term_id, p.amount,
           coalesce(s.merged_into_id, s.id) AS child, r.id_index, r.registry_index, r.tail_index
    FROM subsidies_payment p
    JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    JOIN students_student s ON s.id = p.student_id
    JOIN students_enrolment r ON r.id = e.enrolment_id
    WHERE p.status IN ('sent', 'paid') AND p.adjustment_id IS NULL
), known AS (
    SELECT paid.*, marks.mark
    FROM paid
    CROSS JOIN LATERAL (VALUES (int8send(child)), (id_index), (registry_index), (tail_index)) AS marks (mark)
    WHERE marks.mark IS NOT NULL
), doubled AS (
    SELECT programme_id, term_id, mark, min(entitlement_id) AS first
    FROM known GROUP BY programme_id, term_id, mark HAVING count(DISTINCT entitlement_id) > 1
), rows AS (
    SELECT DISTINCT d.first, k.id, k.entitlement_id, k.student_id, k.school_id, k.programme_id, k.term_id, k.amount
    FROM doubled d JOIN known k USING (programme_id, term_id, mark)
), told AS (
    SELECT first, programme_id, term_id, max(id) AS last, count(*) AS times, sum(amount) AS total, max(amount) AS most,
           array_agg(id ORDER BY id) AS payments, count(DISTINCT student_id) AS files, array_agg(DISTINCT school_id) AS schools
    FROM rows GROUP BY first, programme_id, term_id
)
SELECT t.first::text, t.term_id, p.student_id, p.school_id, p.entitlement_id, p.id, t.total - t.most,
       jsonb_build_object('programme', g.code, 'times', t.times, 'total', t.total, 'files', t.files, 'payments', t.payments,
           'schools', (SELECT jsonb_agg(o.code ORDER BY o.code) FROM aid_portal_orgunit o WHERE o.id = ANY(t.schools)))
FROM told t
JOIN subsidies_payment p ON p.id = t.last
JOIN subsidies_programme g ON g.id = t.programme_id
