-- The rule was asked once per distinct set of facts; here its answers meet the persons.
CREATE TEMP TABLE whereabouts_placed ON COMMIT DROP AS
SELECT f.record_id, a.code,
       CASE WHEN f.enrolled THEN f.student_id END AS student_id,
       CASE WHEN f.enrolled THEN f.enrolment_id END AS enrolment_id,
       CASE WHEN f.enrolled THEN f.school_id END AS school_id
FROM whereabouts_fact f
JOIN whereabouts_answer a
  ON (a.matched, a.enrolled, a.deceased, a.decided, a.asked, a.proven, a.finished_grade_nine)
     = (f.matched, f.enrolled, f.deceased, f.decided, f.asked, f.proven, f.finished_grade_nine)
 -- the only one that may be missing; IS NOT DISTINCT FROM would compare everybody with every answer
 AND coalesce(a.birth_date, '-infinity') = coalesce(f.birth_date, '-infinity')
