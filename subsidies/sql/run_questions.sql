-- The questions of the term and their answers, told as in run_inputs.sql.
SELECT 'pairs', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(p.ctid, p.xmin), 0)), 0)
FROM students_matchpair p
WHERE p.term_id = %(term)s
