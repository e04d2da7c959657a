-- What a person must look at among these children: findings of the law by signature, and double enrolments.
CREATE TEMP TABLE check_found AS
SELECT f.code, c.enrolment_id, c.student_id, c.school_id, NULL::bigint AS other_enrolment_id, f.categories, f.determined
FROM check_child c
JOIN check_case_finding f USING (signature)
UNION ALL
SELECT 'double_enrolment', e.enrolment_id, e.student_id, e.school_id, e.counts_at, '{}'::varchar[], ''
FROM check_enrolled e
WHERE e.counts_at IS NOT NULL
