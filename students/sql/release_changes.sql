-- Persons of this release against the one before it: new, changed, unchanged, missing. Rows are counted under what they say,
-- then under of whom: two hashes, where lists of words in order would be two sorts of all rows.
SELECT coalesce(sum(now) FILTER (WHERE before = 0), 0)::int,
       coalesce(sum(now) FILTER (WHERE before > 0 AND uneven), 0)::int,
       coalesce(sum(now) FILTER (WHERE NOT uneven), 0)::int,
       coalesce(sum(before) FILTER (WHERE now = 0), 0)::int
FROM (
    SELECT person_mark, sum(now) AS now, sum(before) AS before, bool_or(now <> before) AS uneven
    FROM (
        SELECT person_mark, content_mark,
               (count(*) FILTER (WHERE release_id = %(release)s))::int AS now,
               (count(*) FILTER (WHERE release_id = %(previous)s))::int AS before
        FROM students_record WHERE release_id IN (%(release)s, %(previous)s)
        GROUP BY person_mark, content_mark
    ) said
    GROUP BY person_mark
) told
