-- What moved each account of these lines, by the kind of the movement; a reversal counts under the kind that it takes back.
SELECT a.line_id, a.kind, coalesce(reversed.kind, e.kind) AS moved, sum(l.fen)
FROM subsidies_ledgerleg l
JOIN subsidies_ledgeraccount a ON a.id = l.account_id
JOIN subsidies_ledgerentry e ON e.id = l.entry_id
LEFT JOIN subsidies_ledgerentry reversed ON reversed.id = e.reverses_id
WHERE a.line_id = ANY(%(lines)s)
GROUP BY a.line_id, a.kind, coalesce(reversed.kind, e.kind)
