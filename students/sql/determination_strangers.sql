-- Rows whose 学籍号 and name no child of the academic year's two terms carries.
SELECT s.row
FROM determination_stage s
WHERE NOT EXISTS (
    SELECT FROM students_enrolment e
    WHERE e.registry_index = s.registry_index AND e.name_key = s.name_key
      AND e.term_id IN (left(s.academic_year, 4) || 'A', right(s.academic_year, 4) || 'S')
)
ORDER BY s.row
