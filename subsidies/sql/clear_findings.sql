-- Findings at these schools that no longer hold, or hold with other words.
UPDATE subsidies_finding f
SET cleared_by_id = %(run)s
WHERE f.term_id = %(term)s AND f.school_id = ANY(%(schools)s) AND f.cleared_by_id IS NULL
  AND NOT EXISTS (
      SELECT FROM check_found n
      WHERE n.code = f.code AND n.enrolment_id = f.enrolment_id
        AND (n.other_enrolment_id, n.categories, n.determined)
            IS NOT DISTINCT FROM (f.other_enrolment_id, f.categories, f.determined)
  )
