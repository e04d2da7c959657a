-- Standing and no longer found: mended by the facts. Where what it rested on has been taken back (its release, the change in
-- it, its report), it is withdrawn instead: nothing was mended.
WITH settled AS (
    UPDATE supervision_earlywarning w
    SET settled_at = now(),
        status = CASE
            WHEN EXISTS (SELECT FROM students_release l WHERE l.id = w.release_id AND l.status <> 'accepted') THEN 'withdrawn'
            WHEN EXISTS (SELECT FROM supervision_hardshipreport r WHERE r.id = w.report_id AND r.status = 'withdrawn') THEN 'withdrawn'
            WHEN w.kind = ANY(%(of_changes)s)
                 AND NOT EXISTS (SELECT FROM students_releasechange c
                                 WHERE c.release_id = w.release_id AND c.kind = w.kind
                                   AND coalesce(c.after_id, c.before_id) = w.record_id) THEN 'withdrawn'
            ELSE 'mended'
        END
    WHERE w.status IN ('open', 'handling') AND w.kind = ANY(%(kinds)s)
      AND NOT EXISTS (SELECT FROM warning_placed p WHERE p.kind = w.kind AND p.cause = w.cause)
    RETURNING w.status
)
SELECT count(*) FILTER (WHERE status = 'mended'), count(*) FILTER (WHERE status = 'withdrawn') FROM settled
