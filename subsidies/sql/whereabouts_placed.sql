-- The rule was asked once per distinct set of facts; here its answers meet the persons.
CREATE TEMP TABLE whereabouts_placed ON COMMIT DROP AS
SELECT f.record_id, a.code,
       CASE WHEN f.enrolled THEN f.student_id END AS student_id,
       CASE WHEN f.enrolled THEN f.enrolment_id END AS enrolment_id,
       CASE WHEN f.enrolled THEN f.school_id END AS school_id
FROM whereabouts_fact f
JOIN whereabouts_answer a
  ON (a.birth_date, a.matched, a.enrolled, a.deceased, a.decided, a.asked, a.proven, a.finished_grade_nine)
     IS NOT DISTINCT FROM
     (f.birth_date, f.matched, f.enrolled, f.deceased, f.decided, f.asked, f.proven, f.finished_grade_nine)
