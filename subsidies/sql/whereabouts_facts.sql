-- Everything section 6 asks about each person of the rural list who may be 3 to 17: matched by id and name or by an
-- accepted answer, enrolled on the day, decided upon, asked about, schooled elsewhere, finished with grade nine.
CREATE TEMP TABLE whereabouts_fact ON COMMIT DROP AS
WITH person AS (
    SELECT r.id, r.id_index, r.name_key, r.birth_date, r.person_mark, r.person_number, r.finished_grade_nine
    FROM students_record r
    WHERE r.release_id = %(rural)s AND (r.birth_date IS NULL OR r.birth_date > %(eighteenth)s)
), known AS (
    SELECT p.id AS record_id, e.student_id
    FROM person p
    JOIN students_enrolment e ON e.term_id = %(term)s AND e.id_index = p.id_index AND e.name_key = p.name_key
    UNION
    -- a row without an id goes by the id of its child: two files that were joined
    SELECT p.id, e.student_id
    FROM person p
    JOIN students_student s ON s.id_index = p.id_index
    JOIN students_enrolment e ON e.student_id = s.id AND e.term_id = %(term)s AND e.id_index IS NULL AND e.name_key = p.name_key
    UNION
    SELECT p.id, a.student_id
    FROM person p
    JOIN students_matchpair a ON a.record_id = p.id AND a.term_id = %(term)s AND a.status = 'accepted'
), matched AS (
    -- the child is matched, not the row: who sits in class under another spelling of his name is not out of school
    SELECT k.record_id, e.id, e.student_id, e.school_id, e.status, e.accepted_order,
           e.status = 'enrolled' OR coalesce(e.status_on, %(term_first_day)s) > %(day)s AS enrolled
    FROM known k
    JOIN students_enrolment e ON e.term_id = %(term)s AND e.student_id = k.student_id
), best AS (
    SELECT DISTINCT ON (record_id) * FROM matched ORDER BY record_id, enrolled DESC, accepted_order DESC
), proof AS MATERIALIZED (
    SELECT s.person_mark, r.id_index, r.person_number
    FROM students_schoolingproof s
    LEFT JOIN students_record r ON r.id = s.record_id
    WHERE s.academic_year = %(academic_year)s AND s.status = 'verified'
), proven AS (
    SELECT p.id FROM person p JOIN proof USING (person_mark)
    UNION
    -- handed in while the list spelt the id wrongly: the person number stays; two valid ids are two persons
    SELECT p.id
    FROM person p
    JOIN proof ON proof.person_number = p.person_number
    WHERE p.person_number <> '' AND (proof.id_index IS NULL OR p.id_index IS NULL)
)
SELECT p.id AS record_id, p.birth_date, b.student_id, b.id AS enrolment_id, b.school_id,
       b.id IS NOT NULL AS matched,
       coalesce(b.enrolled, false) AS enrolled,
       coalesce(b.status = 'deceased', false) AS deceased,
       EXISTS (
           SELECT FROM subsidies_decision d
           WHERE d.student_id = b.student_id AND d.term_id = %(term)s AND d.superseded_by_id IS NULL
       ) AS decided,
       EXISTS (
           SELECT FROM students_matchpair q
           WHERE q.record_id = p.id AND q.term_id = %(term)s AND q.status = 'open'
       ) AS asked,
       p.id IN (SELECT id FROM proven) AS proven,
       p.finished_grade_nine OR EXISTS (
           SELECT FROM students_enrolment e
           JOIN students_termsetting t ON t.code = e.term_id
           WHERE e.id_index = p.id_index AND e.name_key = p.name_key AND t.position < %(position)s
             AND e.stage = 'junior' AND e.grade = 3 AND e.status = 'graduated'
       ) OR EXISTS (
           SELECT FROM students_enrolment e
           JOIN students_termsetting t ON t.code = e.term_id
           WHERE e.student_id = b.student_id AND t.position < %(position)s
             AND e.stage = 'junior' AND e.grade = 3 AND e.status = 'graduated'
       ) AS finished_grade_nine
FROM person p
LEFT JOIN best b ON b.record_id = p.id
