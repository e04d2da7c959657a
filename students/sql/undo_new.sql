-- Rows that came with this upload go with it; questions asked about them too.
WITH questions AS (
    DELETE FROM students_matchpair WHERE enrolment_id IN (SELECT id FROM students_enrolment WHERE upload_id = %(upload)s)
)
DELETE FROM students_enrolment WHERE upload_id = %(upload)s
