-- How many people a release lists: by the list's own number, else by what the row says of who it is. A count over an
-- expression of two columns, one of them bytes, which the ORM cannot encode.
SELECT count(DISTINCT coalesce(nullif(person_number, ''), encode(person_mark, 'hex'))) FROM students_record
WHERE release_id = %(release)s
