INSERT INTO subsidies_whereabouts (term_id, record_id, code, student_id, enrolment_id, school_id, run_id)
SELECT %(term)s, p.record_id, p.code, p.student_id, p.enrolment_id, p.school_id, %(run)s
FROM whereabouts_placed p
LEFT JOIN subsidies_whereabouts w ON w.term_id = %(term)s AND w.record_id = p.record_id
WHERE w.id IS NULL
ORDER BY p.record_id
