-- What each budget line of these years has paid on which day: a payment's four shares are columns, the lines are rows.
WITH paid AS (
    SELECT p.programme_id, left(b.term_id, 4)::int AS year, p.settled_on, sum(p.fen_central) AS central,
           sum(p.fen_province) AS province, sum(p.fen_city) AS city, sum(p.fen_county) AS county, sum(p.fen_donor) AS donor
    FROM subsidies_payment p JOIN subsidies_batch b ON b.id = p.batch_id
    WHERE p.status = 'paid' AND left(b.term_id, 4)::int = ANY(%(years)s)
    GROUP BY p.programme_id, left(b.term_id, 4)::int, p.settled_on
)
SELECT line.id, paid.settled_on, share.fen
FROM paid
CROSS JOIN LATERAL (VALUES ('central', paid.central), ('province', paid.province), ('city', paid.city),
                           ('county', paid.county), ('donor', paid.donor)) AS share (source, fen)
JOIN subsidies_budgetline line
  ON line.programme_id = paid.programme_id AND line.year = paid.year AND line.source = share.source
WHERE share.fen <> 0
ORDER BY line.id, paid.settled_on
