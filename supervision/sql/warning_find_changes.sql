-- The changes that still ask for work. Two rows of one person in one list may say two changes of a kind: they are one cause.
INSERT INTO warning_found
    (kind, cause, list_kind, release_id, record_id, before_id, student_id, household_number, town, school_id, facts)
SELECT DISTINCT ON (kind, release_id, person)
       kind, release_id || ':' || person, list_kind, release_id, record_id, before_id, student_id, household_number, town,
       school_id, facts
FROM warning_change
WHERE stands
ORDER BY kind, release_id, person, id
