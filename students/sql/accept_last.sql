-- Who was accepted last decides a double enrolment: an unchanged row counts as accepted again, but only where the child
-- stands at two places is that worth a write.
UPDATE students_enrolment e
SET accepted_order = %(order)s + r.row
FROM students_rosterrow r
WHERE r.upload_id = %(upload)s AND r.outcome = 'unchanged' AND e.id = r.enrolment_id
  AND EXISTS (
      SELECT FROM students_enrolment other
      WHERE other.student_id = e.student_id AND other.term_id = e.term_id AND other.id <> e.id
  )
