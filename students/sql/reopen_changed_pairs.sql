-- An answer holds while both sides look as they did when it was given (eligibility.md 3).
UPDATE students_matchpair pair
SET status = 'open', reason = '', answered_by_id = NULL, answered_at = NULL, level = f.level,
    enrolment_id = f.enrolment_id, record_mark = f.record_mark, student_mark = f.student_mark
FROM found_pair f
WHERE pair.term_id = %(term)s AND f.record_id = pair.record_id AND f.student_id = pair.student_id
  AND (f.record_mark, f.student_mark) IS DISTINCT FROM (pair.record_mark, pair.student_mark)
