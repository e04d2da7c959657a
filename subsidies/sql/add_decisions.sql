-- What is new; in key order, which the unique index likes (performance.md W2.5).
INSERT INTO subsidies_decision
    (student_id, term_id, programme_id, enrolment_id, school_id, case_id, record_ids, run_id)
SELECT p.student_id, %(term)s, p.programme_id, p.enrolment_id, p.school_id, p.case_id, p.record_ids, %(run)s
FROM check_proposed p
LEFT JOIN subsidies_decision d
       ON d.student_id = p.student_id AND d.programme_id = p.programme_id
      AND d.term_id = %(term)s AND d.superseded_by_id IS NULL
WHERE d.id IS NULL
ORDER BY p.student_id, p.programme_id
