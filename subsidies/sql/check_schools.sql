-- Schools with something to decide in the term: children now, or decisions and findings of an earlier run.
SELECT school_id, max(children)::int
FROM (
    SELECT school_id, count(*) AS children FROM students_enrolment WHERE term_id = %(term)s GROUP BY school_id
    UNION ALL
    SELECT school_id, 0 FROM subsidies_decision WHERE term_id = %(term)s AND superseded_by_id IS NULL GROUP BY school_id
    UNION ALL
    SELECT school_id, 0 FROM subsidies_finding WHERE term_id = %(term)s AND cleared_by_id IS NULL GROUP BY school_id
) held
GROUP BY school_id
ORDER BY school_id
