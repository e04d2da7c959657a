-- What the check says now stands on the newest case of each person, open or ended, and on no other.
UPDATE supervision_dropoutcase c
SET place = n.place, record_id = n.record_id
FROM (
    SELECT k.id,
           CASE WHEN later.id IS NULL THEN coalesce(p.code, '') ELSE '' END AS place,
           coalesce(p.record_id, k.record_id) AS record_id
    FROM supervision_dropoutcase k
    LEFT JOIN dropout_person p ON p.person_mark = k.person_mark
    LEFT JOIN LATERAL (
        SELECT o.id FROM supervision_dropoutcase o WHERE o.person_mark = k.person_mark AND o.id > k.id LIMIT 1
    ) later ON true
) n
WHERE n.id = c.id AND (c.place, c.record_id) IS DISTINCT FROM (n.place, n.record_id)
