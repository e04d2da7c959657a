-- Children the portal meets for the first time: by id, else by 学籍号 (eligibility.md 3). Numbered in the order of the roster and
-- not of the keyed index: the same files make the same county, whatever the keys of the installation.
INSERT INTO students_student (id_index, registry_index, name, pinyin, sex, birth_date)
SELECT id_index, registry_index, name, pinyin, sex, birth_date
FROM (
    SELECT DISTINCT ON (coalesce(r.id_index, r.registry_index))
           r.id_index, CASE WHEN r.id_index IS NULL THEN r.registry_index END AS registry_index,
           r.name, r.pinyin, r.sex, r.birth_date, r.row
    FROM students_rosterrow r
    LEFT JOIN students_student by_id ON by_id.id_index = r.id_index
    LEFT JOIN students_student by_registry ON r.id_index IS NULL AND by_registry.registry_index = r.registry_index
    WHERE r.upload_id = %(upload)s AND r.outcome IN ('new', 'changed') AND by_id.id IS NULL AND by_registry.id IS NULL
    ORDER BY coalesce(r.id_index, r.registry_index), r.row
) first_met
ORDER BY row
ON CONFLICT DO NOTHING
