-- Decisions at these schools of children who are enrolled nowhere any more on the cut-off day.
UPDATE subsidies_decision d
SET superseded_by_id = %(run)s
WHERE d.term_id = %(term)s AND d.superseded_by_id IS NULL AND d.school_id = ANY(%(schools)s)
  AND NOT EXISTS (
      SELECT FROM students_enrolment e
      WHERE e.student_id = d.student_id AND e.term_id = d.term_id
        AND (e.status = 'enrolled' OR coalesce(e.status_on, %(term_first_day)s) > %(day)s)
  )
