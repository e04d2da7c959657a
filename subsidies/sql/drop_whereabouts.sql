-- Persons of the term who are no longer on the newest list, or are left out now.
DELETE FROM subsidies_whereabouts w
WHERE w.term_id = %(term)s
  AND NOT EXISTS (SELECT FROM whereabouts_placed p WHERE p.record_id = w.record_id)
