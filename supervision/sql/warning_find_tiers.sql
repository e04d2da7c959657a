-- 档次偏低: the school's determination is below what the child's list demands, by the term's last check.
INSERT INTO warning_found (kind, cause, run_id, term_id, student_id, school_id, facts)
SELECT 'tier_low', 'finding:' || f.term_id || ':' || f.enrolment_id, f.run_id, f.term_id, coalesce(s.merged_into_id, s.id),
       f.school_id, jsonb_build_object('was', f.determined, 'categories', f.categories)
FROM subsidies_finding f
JOIN students_student s ON s.id = f.student_id
WHERE f.code = 'tier_low' AND f.cleared_by_id IS NULL
