-- A case keeps its person when the list corrects an id (the person number stays; two valid ids are two persons), and one that
-- came from a school or a town takes the mark of the list as soon as the list knows the child.
UPDATE supervision_dropoutcase c
SET person_mark = p.person_mark, id_index = coalesce(p.id_index, c.id_index),
    person_number = coalesce(nullif(p.person_number, ''), c.person_number)
FROM dropout_person p
WHERE c.status IN ('suspected', 'dropout')
  AND c.person_mark IS DISTINCT FROM p.person_mark
  AND (c.id_index = p.id_index
       OR (p.person_number <> '' AND c.person_number = p.person_number AND (c.id_index IS NULL OR p.id_index IS NULL)))
  AND NOT EXISTS (SELECT FROM dropout_person q WHERE q.person_mark = c.person_mark)
  AND NOT EXISTS (
      SELECT FROM supervision_dropoutcase o
      WHERE o.id <> c.id AND o.status IN ('suspected', 'dropout') AND (o.person_mark = p.person_mark OR o.id_index = p.id_index)
  )
