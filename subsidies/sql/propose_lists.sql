-- An open list for every school and programme of the term that has something new; a supplementary one where the last is approved.
INSERT INTO subsidies_entitlementlist (school_id, programme_id, term_id, number, status, return_note)
SELECT d.school_id, d.programme_id, d.term_id,
       1 + coalesce((SELECT max(l.number) FROM subsidies_entitlementlist l
                     WHERE l.school_id = d.school_id AND l.programme_id = d.programme_id AND l.term_id = d.term_id), 0),
       'draft', ''
FROM subsidies_decision d
JOIN subsidies_decisioncase c ON c.id = d.case_id
LEFT JOIN subsidies_entitlement e ON e.student_id = d.student_id AND e.programme_id = d.programme_id AND e.term_id = d.term_id
WHERE d.term_id = %(term)s AND d.superseded_by_id IS NULL AND e.id IS NULL AND c.amount > 0
  AND NOT EXISTS (SELECT FROM subsidies_entitlementlist l
                  WHERE l.school_id = d.school_id AND l.programme_id = d.programme_id AND l.term_id = d.term_id
                    AND l.status <> 'approved')
GROUP BY d.school_id, d.programme_id, d.term_id
ORDER BY d.school_id, d.programme_id
