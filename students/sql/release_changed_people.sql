-- The rows of everybody whom a release and the one before it do not describe in the same words. Whoever stands in both
-- unchanged is left out here, which leaves the rule some hundreds of rows out of fifty thousand; a whole list compared
-- by the ORM would cost the reading of both. Who a row speaks of is said as in release_people.sql.
WITH listed AS MATERIALIZED (
    SELECT id, release_id, content_mark, coalesce(nullif(person_number, ''), encode(person_mark, 'hex')) AS person
    FROM students_record WHERE release_id IN (%(release)s, %(previous)s)
), changed AS (
    SELECT person
    FROM listed
    GROUP BY person
    HAVING array_agg(content_mark ORDER BY content_mark) FILTER (WHERE release_id = %(release)s)
           IS DISTINCT FROM array_agg(content_mark ORDER BY content_mark) FILTER (WHERE release_id = %(previous)s)
)
SELECT listed.person, coalesce(encode(record.id_index, 'hex'), ''), record.name, record.household_number, record.categories,
       record.risk_removed, record.schooling,
       concat_ws('|', record.starts_on::text, '~', record.ends_on::text, CASE WHEN NOT record.active THEN '-' END),
       encode(record.content_mark, 'hex'), record.id, record.release_id = %(release)s
FROM listed
JOIN changed USING (person)
JOIN students_record record ON record.id = listed.id
ORDER BY record.release_id, record.row
