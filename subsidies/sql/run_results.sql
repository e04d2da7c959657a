-- The standing results of the term, told as in run_inputs.sql.
SELECT name, count(*) || ':' || bit_xor(hash_record_extended(version, 0))
FROM (
    SELECT 'decisions' AS name, ROW(d.ctid, d.xmin) AS version FROM subsidies_decision d
    WHERE d.term_id = %(term)s AND d.superseded_by_id IS NULL
    UNION ALL
    SELECT 'findings', ROW(f.ctid, f.xmin) FROM subsidies_finding f
    WHERE f.term_id = %(term)s AND f.cleared_by_id IS NULL
    UNION ALL
    SELECT 'whereabouts', ROW(w.ctid, w.xmin) FROM subsidies_whereabouts w
    WHERE w.term_id = %(term)s
) told
GROUP BY name
