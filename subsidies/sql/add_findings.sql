INSERT INTO subsidies_finding
    (term_id, code, enrolment_id, student_id, school_id, other_enrolment_id, categories, determined, run_id)
SELECT %(term)s, n.code, n.enrolment_id, n.student_id, n.school_id, n.other_enrolment_id, n.categories, n.determined,
       %(run)s
FROM check_found n
LEFT JOIN subsidies_finding f
       ON f.term_id = %(term)s AND f.code = n.code AND f.enrolment_id = n.enrolment_id AND f.cleared_by_id IS NULL
WHERE f.id IS NULL
ORDER BY n.code, n.enrolment_id
