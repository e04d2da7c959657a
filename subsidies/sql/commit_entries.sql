-- One entry for each list that has approved rows; the cause names the list, so a list is committed once.
INSERT INTO subsidies_ledgerentry (kind, cause, note, made_by_id)
SELECT 'commit', 'list:' || l.id, '', %(by)s
FROM subsidies_entitlementlist l
WHERE l.id = ANY(%(lists)s)
  AND EXISTS (SELECT FROM subsidies_entitlement e WHERE e.list_id = l.id AND e.status = 'approved' AND e.amount > 0)
ORDER BY l.id
