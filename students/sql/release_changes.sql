-- Persons of this release against the one before it: new, changed, unchanged, missing.
WITH now AS (
    SELECT person_mark, array_agg(content_mark ORDER BY content_mark) AS said, count(*) AS rows
    FROM students_record WHERE release_id = %(release)s GROUP BY person_mark
), before AS (
    SELECT person_mark, array_agg(content_mark ORDER BY content_mark) AS said, count(*) AS rows
    FROM students_record WHERE release_id = %(previous)s GROUP BY person_mark
)
SELECT coalesce(sum(now.rows) FILTER (WHERE before.person_mark IS NULL), 0)::int,
       coalesce(sum(now.rows) FILTER (WHERE before.said <> now.said), 0)::int,
       coalesce(sum(now.rows) FILTER (WHERE before.said = now.said), 0)::int,
       coalesce(sum(before.rows) FILTER (WHERE now.person_mark IS NULL), 0)::int
FROM now
FULL JOIN before USING (person_mark)
