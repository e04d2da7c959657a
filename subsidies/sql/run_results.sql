-- The standing results of the term, told as in run_inputs.sql.
SELECT 'decisions', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(d.ctid, d.xmin), 0)), 0)
FROM subsidies_decision d
WHERE d.term_id = %(term)s AND d.superseded_by_id IS NULL
UNION ALL
SELECT 'findings', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(f.ctid, f.xmin), 0)), 0)
FROM subsidies_finding f
WHERE f.term_id = %(term)s AND f.cleared_by_id IS NULL
UNION ALL
SELECT 'whereabouts', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(w.ctid, w.xmin), 0)), 0)
FROM subsidies_whereabouts w
WHERE w.term_id = %(term)s
