-- The approved sum of each list and fund source goes from available to committed.
INSERT INTO subsidies_ledgerleg (entry_id, kind, account_id, fen)
SELECT entry.id, 'commit', a.id, side.sign * sum(share.fen)
FROM subsidies_entitlement e
JOIN subsidies_ledgerentry entry ON entry.kind = 'commit' AND entry.cause = 'list:' || e.list_id
CROSS JOIN LATERAL (VALUES ('central', e.fen_central), ('province', e.fen_province), ('city', e.fen_city),
                           ('county', e.fen_county), ('donor', e.fen_donor)) AS share (source, fen)
JOIN subsidies_budgetline line
  ON line.programme_id = e.programme_id AND line.year = left(e.term_id, 4)::int AND line.source = share.source
CROSS JOIN (VALUES ('available', -1), ('committed', 1)) AS side (kind, sign)
JOIN subsidies_ledgeraccount a ON a.line_id = line.id AND a.kind = side.kind
WHERE e.list_id = ANY(%(lists)s) AND e.status = 'approved' AND share.fen <> 0
GROUP BY entry.id, a.id, side.sign
ORDER BY entry.id, a.id
