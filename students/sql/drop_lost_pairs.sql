-- Questions nobody answered and that no longer arise are dropped; answers are kept for ever.
DELETE FROM students_matchpair pair
WHERE pair.term_id = %(term)s AND pair.status = 'open'
  AND NOT EXISTS (
      SELECT FROM found_pair f WHERE f.record_id = pair.record_id AND f.student_id = pair.student_id
  )
