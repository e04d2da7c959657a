UPDATE subsidies_whereabouts w
SET code = p.code, student_id = p.student_id, enrolment_id = p.enrolment_id, school_id = p.school_id, run_id = %(run)s
FROM whereabouts_placed p
WHERE w.term_id = %(term)s AND w.record_id = p.record_id
  AND (w.code, w.student_id, w.enrolment_id, w.school_id)
      IS DISTINCT FROM (p.code, p.student_id, p.enrolment_id, p.school_id)
