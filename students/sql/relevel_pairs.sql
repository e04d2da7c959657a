-- The same question reached by another row of the child, or at another level.
UPDATE students_matchpair pair
SET level = f.level, enrolment_id = f.enrolment_id
FROM found_pair f
WHERE pair.term_id = %(term)s AND f.record_id = pair.record_id AND f.student_id = pair.student_id
  AND (f.level, f.enrolment_id) IS DISTINCT FROM (pair.level, pair.enrolment_id)
