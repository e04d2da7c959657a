-- Rows below the highest tier of children whom a monitoring list puts there (source text: 监测对象按最高档资助); such a row is an
-- error, not a doubt. The child's categories are those of any live decision of the term.
SELECT e.id, e.list_id
FROM subsidies_entitlement e
JOIN subsidies_programme p ON p.id = e.programme_id AND p.kind = 'state'
WHERE e.list_id = ANY(%(lists)s) AND e.status = 'proposed' AND e.tier <> %(top)s
  AND (EXISTS (SELECT FROM subsidies_decision d JOIN subsidies_decisioncase c ON c.id = d.case_id
               WHERE d.student_id = e.student_id AND d.term_id = e.term_id AND d.superseded_by_id IS NULL
                 AND c.categories && %(locked)s::varchar[])
       OR e.categories && %(locked)s::varchar[])
ORDER BY e.id
