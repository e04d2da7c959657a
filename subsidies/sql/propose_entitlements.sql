-- What the check found due and no list has yet, on the open list of its school while that is with the school.
INSERT INTO subsidies_entitlement
    (student_id, programme_id, term_id, list_id, enrolment_id, school_id, decision_id, basis, policy_id, exclusive_group, period,
     tier, categories, full_amount, amount, proration, trace, waiver, note, status, hold_note,
     fen_central, fen_province, fen_city, fen_county, fen_donor)
SELECT d.student_id, d.programme_id, d.term_id, l.id, d.enrolment_id, d.school_id, d.id, '', c.policy_id, g.name,
       daterange(%(first_day)s, %(last_day)s, '[]'), c.tier, c.categories, c.amount, c.amount, g.proration, '',
       c.waiver, '', 'proposed', '', 0, 0, 0, 0, 0
FROM subsidies_decision d
JOIN subsidies_decisioncase c ON c.id = d.case_id
JOIN subsidies_programme p ON p.id = d.programme_id
JOIN unnest(%(programmes)s::text[], %(groups)s::text[], %(prorations)s::text[]) AS g (programme, name, proration)
  ON g.programme = p.code
JOIN subsidies_entitlementlist l
  ON l.school_id = d.school_id AND l.programme_id = d.programme_id AND l.term_id = d.term_id AND l.status = 'draft'
LEFT JOIN subsidies_entitlement e ON e.student_id = d.student_id AND e.programme_id = d.programme_id AND e.term_id = d.term_id
WHERE d.term_id = %(term)s AND d.superseded_by_id IS NULL AND e.id IS NULL AND c.amount > 0
ORDER BY d.student_id, d.programme_id
