-- What a dry run would do: decisions gained, lost and altered, without touching one.
INSERT INTO subsidies_drychange (run_id, student_id, school_id, programme_id, change, before_id, after_id)
SELECT %(run)s, coalesce(p.student_id, d.student_id), coalesce(p.school_id, d.school_id),
       coalesce(p.programme_id, d.programme_id),
       CASE WHEN d.id IS NULL THEN 'gained' WHEN p.student_id IS NULL THEN 'lost' ELSE 'altered' END, d.case_id, p.case_id
FROM check_proposed p
FULL JOIN (
    SELECT live.* FROM subsidies_decision live
    WHERE live.term_id = %(term)s AND live.superseded_by_id IS NULL
      AND (live.student_id IN (SELECT student_id FROM check_child)
           OR live.school_id = ANY(%(schools)s) AND NOT EXISTS (
               SELECT FROM students_enrolment e
               WHERE e.student_id = live.student_id AND e.term_id = live.term_id
                 AND (e.status = 'enrolled' OR coalesce(e.status_on, %(term_first_day)s) > %(day)s)
           ))
) d ON d.student_id = p.student_id AND d.programme_id = p.programme_id
LEFT JOIN subsidies_decisioncase old ON old.id = d.case_id
LEFT JOIN subsidies_decisioncase new ON new.id = p.case_id
WHERE old.outcome IS DISTINCT FROM new.outcome
