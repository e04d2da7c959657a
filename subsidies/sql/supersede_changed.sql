-- Decisions of these children that the law no longer gives, or gives with another outcome.
UPDATE subsidies_decision d
SET superseded_by_id = %(run)s
FROM check_child c, subsidies_decisioncase old
WHERE c.student_id = d.student_id AND old.id = d.case_id
  AND d.term_id = %(term)s AND d.superseded_by_id IS NULL
  AND NOT EXISTS (
      SELECT FROM check_proposed p
      JOIN subsidies_decisioncase new ON new.id = p.case_id
      WHERE p.student_id = d.student_id AND p.programme_id = d.programme_id AND new.outcome = old.outcome
  )
