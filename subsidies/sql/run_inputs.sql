-- Every row that a check of the term reads, a table in one word: how many versions of rows there are, and which. An insert,
-- an update or a delete makes another version (ctid, xmin), so equal words are equal rows; a restored backup has other
-- words and is looked at anew.
SELECT name, count(*) || ':' || bit_xor(hash_record_extended(version, 0))
FROM (
    SELECT 'enrolments' AS name, ROW(e.ctid, e.xmin) AS version FROM students_enrolment e
    WHERE e.term_id = %(term)s OR e.status = 'graduated'
       OR e.student_id IN (SELECT merged_into_id FROM students_student WHERE merged_into_id IS NOT NULL)
    UNION ALL
    SELECT 'children', ROW(s.ctid, s.xmin) FROM students_student s
    WHERE s.merged_into_id IS NOT NULL
       OR s.id IN (SELECT student_id FROM students_enrolment WHERE term_id = %(term)s AND id_index IS NULL)
    UNION ALL
    SELECT 'records', ROW(r.ctid, r.xmin) FROM students_record r
    WHERE r.release_id = ANY(%(releases)s) OR r.id IN (SELECT record_id FROM students_schoolingproof)
    UNION ALL
    SELECT 'determinations', ROW(d.ctid, d.xmin) FROM students_determination d
    UNION ALL
    SELECT 'proofs', ROW(p.ctid, p.xmin) FROM students_schoolingproof p
    UNION ALL
    SELECT 'terms', ROW(t.code, t.position) FROM students_termsetting t
    UNION ALL
    SELECT 'schools', ROW(o.ctid, o.xmin) FROM aid_portal_orgunit o
) told
GROUP BY name
