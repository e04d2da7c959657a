-- The same outcome on newer records, under a newer policy version or at another school: only the links move.
UPDATE subsidies_decision d
SET case_id = p.case_id, enrolment_id = p.enrolment_id, school_id = p.school_id, record_ids = p.record_ids
FROM check_proposed p
WHERE p.student_id = d.student_id AND p.programme_id = d.programme_id
  AND d.term_id = %(term)s AND d.superseded_by_id IS NULL
  AND (d.case_id, d.enrolment_id, d.school_id, d.record_ids)
      IS DISTINCT FROM (p.case_id, p.enrolment_id, p.school_id, p.record_ids)
