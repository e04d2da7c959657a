-- Every row that a check of the term reads, a table in one word: how many versions of rows there are, and which. An insert,
-- an update or a delete makes another version (ctid, xmin), so equal words are equal rows; a restored backup has other
-- words and is looked at anew.
SELECT 'enrolments', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(e.ctid, e.xmin), 0)), 0)
FROM students_enrolment e
WHERE e.term_id = %(term)s OR e.status = 'graduated'
   OR e.student_id IN (SELECT merged_into_id FROM students_student WHERE merged_into_id IS NOT NULL)
UNION ALL
SELECT 'children', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(s.ctid, s.xmin), 0)), 0)
FROM students_student s
WHERE s.merged_into_id IS NOT NULL
   OR s.id IN (SELECT student_id FROM students_enrolment WHERE term_id = %(term)s AND id_index IS NULL)
UNION ALL
SELECT 'records', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(r.ctid, r.xmin), 0)), 0)
FROM students_record r
WHERE r.release_id = ANY(%(releases)s) OR r.id IN (SELECT record_id FROM students_schoolingproof)
UNION ALL
SELECT 'determinations', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(d.ctid, d.xmin), 0)), 0)
FROM students_determination d
UNION ALL
SELECT 'proofs', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(s.ctid, s.xmin), 0)), 0)
FROM students_schoolingproof s
UNION ALL
SELECT 'terms', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(t.code, t.position), 0)), 0)
FROM students_termsetting t
UNION ALL
SELECT 'schools', count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(o.ctid, o.xmin), 0)), 0)
FROM aid_portal_orgunit o
