-- Open cases of children who are known to be somewhere: at school by the check, or on a roster of the term for those the check
-- does not look for (who was absent is still on the roll, so only the school ends that); elsewhere by a verified proof; or out
-- of compulsory schooling.
WITH enrolled AS (
    SELECT DISTINCT e.student_id
    FROM students_enrolment e
    WHERE e.term_id = %(term)s AND (e.status = 'enrolled' OR e.status_on > %(day)s)
), proven AS (
    SELECT s.person_mark
    FROM students_schoolingproof s
    WHERE s.academic_year = %(academic_year)s AND s.status = 'verified'
), told AS (
    SELECT c.id,
           CASE
               WHEN c.place IN ('OK', 'NO_PROGRAMME') AND c.source <> 'absence' THEN 'back'
               WHEN c.source <> 'absence' AND c.student_id IN (SELECT student_id FROM enrolled) THEN 'back'
               WHEN c.place = 'ELSEWHERE' OR c.person_mark IN (SELECT person_mark FROM proven) THEN 'elsewhere'
               WHEN c.place = 'NOT_ENROLLED' OR (c.place = '' AND c.source <> 'absence' AND c.birth_date <= %(fifteenth)s)
                   THEN 'finished'
           END AS reason
    FROM supervision_dropoutcase c
    WHERE c.status IN ('suspected', 'dropout')
)
UPDATE supervision_dropoutcase c
SET status = CASE told.reason WHEN 'back' THEN 'back' ELSE 'struck_off' END,
    reason = told.reason, ended_on = greatest(%(on)s, c.opened_on)
FROM told
WHERE told.id = c.id AND told.reason IS NOT NULL
RETURNING c.id
