-- For each list of a programme with quotas: the places in force, how many children have one already, how many more would get one.
SELECT l.id, q.places,
       (SELECT count(*) FROM subsidies_entitlement e
        WHERE e.school_id = l.school_id AND e.programme_id = l.programme_id AND e.term_id = l.term_id AND e.status = 'approved'),
       (SELECT count(*) FROM subsidies_entitlement e WHERE e.list_id = l.id AND e.status = 'proposed')
FROM subsidies_entitlementlist l
JOIN subsidies_programme p ON p.id = l.programme_id
LEFT JOIN subsidies_quota q
  ON q.school_id = l.school_id AND q.programme_id = l.programme_id AND q.term_id = l.term_id
 AND q.status = 'approved' AND q.replaced_by_id IS NULL
WHERE l.id = ANY(%(lists)s) AND p.code = ANY(%(programmes)s)
ORDER BY l.id
