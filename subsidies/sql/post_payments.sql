-- Two legs a payment and fund source: the ORM has no INSERT … SELECT, and one by one 26,640 payments would be 100,000 statements.
INSERT INTO subsidies_ledgerleg (entry_id, kind, account_id, fen, payment_id)
SELECT %(entry)s, %(kind)s, a.id, side.sign * share.fen, p.id
FROM subsidies_payment p
CROSS JOIN LATERAL (VALUES ('central', p.fen_central), ('province', p.fen_province), ('city', p.fen_city),
                           ('county', p.fen_county), ('donor', p.fen_donor)) AS share (source, fen)
JOIN subsidies_budgetline line ON line.programme_id = p.programme_id AND line.year = %(year)s AND line.source = share.source
CROSS JOIN (VALUES (%(source)s, -1), (%(target)s, 1)) AS side (kind, sign)
JOIN subsidies_ledgeraccount a ON a.line_id = line.id AND a.kind = side.kind
WHERE p.id = ANY(%(payments)s) AND share.fen <> 0
ORDER BY p.id
