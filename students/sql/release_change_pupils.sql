-- Of the people behind each kind of change, how many stand in the rosters of the term (same id and name). The row of the
-- person is the one after, else the one before: the ORM would join both and compare every pair with every child.
SELECT change.kind, count(*)
FROM students_releasechange change
JOIN students_record record ON record.id = coalesce(change.after_id, change.before_id)
WHERE change.release_id = %(release)s
  AND EXISTS (
      SELECT FROM students_enrolment enrolment
      WHERE enrolment.term_id = %(term)s AND enrolment.id_index = record.id_index AND enrolment.name_key = record.name_key
  )
GROUP BY change.kind
