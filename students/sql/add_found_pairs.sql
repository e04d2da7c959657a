-- New questions; one that was answered before for the same two sides (another term, another release) brings its answer along.
INSERT INTO students_matchpair
    (term_id, kind, level, record_id, student_id, enrolment_id, record_mark, student_mark,
     status, reason, answered_by_id, answered_at, found_at)
SELECT %(term)s, f.kind, f.level, f.record_id, f.student_id, f.enrolment_id, f.record_mark, f.student_mark,
       coalesce(told.status, 'open'), coalesce(told.reason, ''), told.answered_by_id, told.answered_at, now()
FROM found_pair f
LEFT JOIN LATERAL (
    SELECT earlier.status, earlier.reason, earlier.answered_by_id, earlier.answered_at
    FROM students_matchpair earlier
    WHERE earlier.record_mark = f.record_mark AND earlier.student_mark = f.student_mark
      AND earlier.student_id = f.student_id AND earlier.status <> 'open'
    ORDER BY earlier.answered_at DESC
    LIMIT 1
) told ON true
WHERE NOT EXISTS (
    SELECT FROM students_matchpair pair
    WHERE pair.term_id = %(term)s AND pair.record_id = f.record_id AND pair.student_id = f.student_id
)
ORDER BY f.level, f.record_id, f.student_id
