-- The decisions the law gives these children: children × what their signature grants. A decision rests on the records
-- behind its grounds; mostly those are all the child's records.
CREATE TEMP TABLE check_proposed AS
SELECT c.student_id, g.programme_id, c.enrolment_id, c.school_id, g.case_id,
       CASE
           WHEN c.record_ids IS NULL OR g.ground_mask = 0 THEN '{}'::bigint[]
           WHEN c.mask & ~g.ground_mask = 0 THEN c.record_ids
           ELSE coalesce((
               SELECT array_agg(f.record_id ORDER BY f.record_id)
               FROM unnest(c.record_ids, c.record_bits) AS f(record_id, bit)
               WHERE f.bit & g.ground_mask <> 0
           ), '{}')
       END AS record_ids
FROM check_child c
JOIN check_grant g USING (signature)
