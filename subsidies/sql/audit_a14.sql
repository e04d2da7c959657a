-- 滞拨滞留: money of a document that took more days than `delay` to be paid out, or lies there still; what is paid counts for the money
-- that came first, what was taken back again for the money that came last. And what was left of a year's line on its last day.
WITH received AS (
    SELECT a.line_id, d.id AS document_id, d.number, d.received_on, (a.amount * 100)::bigint AS fen
    FROM subsidies_allotment a JOIN subsidies_fundingdocument d ON d.id = a.document_id
    WHERE d.status = 'approved' AND d.received_on IS NOT NULL
), net AS (
    SELECT line_id, sum(fen) AS fen FROM received GROUP BY line_id
), queued AS (
    SELECT r.*, least(sum(r.fen) OVER (PARTITION BY r.line_id ORDER BY r.received_on, r.document_id), net.fen) AS so_far
    FROM received r JOIN net USING (line_id)
    WHERE r.fen > 0
), daily AS (
    SELECT line.id AS line_id, p.settled_on, sum(share.fen) AS fen
    FROM subsidies_payment p
    JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    CROSS JOIN LATERAL (VALUES ('central', p.fen_central), ('province', p.fen_province), ('city', p.fen_city),
                               ('county', p.fen_county), ('donor', p.fen_donor)) AS share (source, fen)
    JOIN subsidies_budgetline line
      ON line.programme_id = p.programme_id AND line.year = left(e.term_id, 4)::int AND line.source = share.source
    WHERE p.status = 'paid' AND share.fen <> 0
    GROUP BY line.id, p.settled_on
), spent AS (
    SELECT line_id, settled_on, fen, sum(fen) OVER (PARTITION BY line_id ORDER BY settled_on) AS so_far FROM daily
), served AS (
    SELECT r.*, (SELECT min(s.settled_on) FROM spent s WHERE s.line_id = r.line_id AND s.so_far >= r.so_far) AS done_on,
           greatest(0, least(r.fen, r.so_far - coalesce((SELECT max(s.so_far) FROM spent s WHERE s.line_id = r.line_id), 0)))
               AS left_fen
    FROM queued r
), year_end AS (
    SELECT line.id, coalesce((SELECT sum(r.fen) FROM received r
                              WHERE r.line_id = line.id AND r.received_on <= make_date(line.year, 12, 31)), 0) AS got,
           coalesce((SELECT sum(d.fen) FROM daily d
                     WHERE d.line_id = line.id AND d.settled_on <= make_date(line.year, 12, 31)), 0) AS paid
    FROM subsidies_budgetline line
    WHERE line.year < extract(year FROM %(day)s::date)
)
SELECT 'delay:' || s.document_id || ':' || s.line_id, NULL::varchar, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint,
       round(CASE WHEN s.done_on IS NULL THEN s.left_fen ELSE s.fen END / 100.0, 2),
       jsonb_build_object('problem', CASE WHEN s.done_on IS NULL THEN 'lies_there' ELSE 'paid_late' END, 'document', s.number,
                          'programme', g.code, 'year', line.year, 'source', line.source, 'received_on', s.received_on,
                          'done_on', s.done_on, 'days', s.done_on - s.received_on)
FROM served s
JOIN subsidies_budgetline line ON line.id = s.line_id
JOIN subsidies_programme g ON g.id = line.programme_id
WHERE coalesce(s.done_on, %(day)s) - s.received_on > %(delay)s
UNION ALL
SELECT 'year_end:' || y.id, NULL, NULL, NULL, NULL, NULL, round((y.got - y.paid) / 100.0, 2),
       jsonb_build_object('problem', 'left_at_year_end', 'programme', g.code, 'year', line.year, 'source', line.source,
                          'got', round(y.got / 100.0, 2), 'paid', round(y.paid / 100.0, 2))
FROM year_end y
JOIN subsidies_budgetline line ON line.id = y.id
JOIN subsidies_programme g ON g.id = line.programme_id
WHERE y.got > y.paid
