-- The rows of everybody whom a release and the one before it do not describe in the same words. Whoever stands in both
-- unchanged is left out here, which leaves the rule some hundreds of rows out of fifty thousand. Windows, not joins: one
-- sort whatever the planner believes of rows that were written a moment ago. Who a row speaks of is said as in
-- release_people.sql.
SELECT person, coalesce(encode(id_index, 'hex'), ''), name, household_number, categories, risk_removed, schooling,
       concat_ws('|', starts_on::text, '~', ends_on::text, CASE WHEN NOT active THEN '-' END),
       encode(content_mark, 'hex'), id, is_now
FROM (
    SELECT *, bool_or(uneven <> 0) OVER (PARTITION BY person) AS is_changed
    FROM (
        SELECT *, sum(CASE WHEN is_now THEN 1 ELSE -1 END) OVER (PARTITION BY person, content_mark) AS uneven
        FROM (
            SELECT id, row, id_index, name, household_number, categories, risk_removed, schooling, starts_on, ends_on, active,
                   content_mark, release_id = %(release)s AS is_now,
                   coalesce(nullif(person_number, ''), encode(person_mark, 'hex')) AS person
            FROM students_record WHERE release_id IN (%(release)s, %(previous)s)
        ) listed
    ) said
) weighed
WHERE is_changed
ORDER BY is_now, row
