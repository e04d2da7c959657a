-- Found and new: a warning is raised. Found and mended or withdrawn before, or closed for other facts: the same warning
-- stands again, with a new deadline. Found and standing: nothing is written unless what is known of it has changed.
-- The answer: how many were raised, how many stand again.
WITH kept AS (
    INSERT INTO supervision_earlywarning AS w
        (kind, cause, list_kind, release_id, run_id, term_id, entitlement_id, report_id, record_id, before_id, student_id,
         household_number, place_id, owner_id, facts, facts_hash, raised_on, due_on, status, reopened)
    SELECT p.kind, p.cause, p.list_kind, p.release_id, p.run_id, p.term_id, p.entitlement_id, p.report_id, p.record_id,
           p.before_id, p.student_id, p.household_number, p.place_id, p.owner_id, p.facts, p.facts_hash, %(day)s, d.due_on, 'open', 0
    FROM warning_placed p
    JOIN unnest(%(kinds)s::text[], %(due)s::date[]) AS d (kind, due_on) ON d.kind = p.kind
    ORDER BY p.kind, p.cause
    ON CONFLICT (kind, cause) DO UPDATE
    SET release_id = EXCLUDED.release_id, run_id = EXCLUDED.run_id, term_id = EXCLUDED.term_id,
        entitlement_id = EXCLUDED.entitlement_id, record_id = EXCLUDED.record_id, before_id = EXCLUDED.before_id,
        student_id = EXCLUDED.student_id, household_number = EXCLUDED.household_number, place_id = EXCLUDED.place_id,
        owner_id = EXCLUDED.owner_id, facts = EXCLUDED.facts, facts_hash = EXCLUDED.facts_hash,
        raised_on = CASE WHEN w.status IN ('open', 'handling') OR w.status = 'closed' AND w.facts_hash = EXCLUDED.facts_hash
                         THEN w.raised_on ELSE EXCLUDED.raised_on END,
        due_on = CASE WHEN w.status IN ('open', 'handling') OR w.status = 'closed' AND w.facts_hash = EXCLUDED.facts_hash
                      THEN w.due_on ELSE EXCLUDED.due_on END,
        reopened = w.reopened + (w.status IN ('mended', 'withdrawn')
                                 OR w.status = 'closed' AND w.facts_hash <> EXCLUDED.facts_hash)::int,
        settled_at = CASE WHEN w.status = 'closed' AND w.facts_hash = EXCLUDED.facts_hash THEN w.settled_at END,
        settled_by_id = CASE WHEN w.status = 'closed' AND w.facts_hash = EXCLUDED.facts_hash THEN w.settled_by_id END,
        status = CASE WHEN w.status IN ('open', 'handling') OR w.status = 'closed' AND w.facts_hash = EXCLUDED.facts_hash
                      THEN w.status ELSE 'open' END
    WHERE w.status IN ('mended', 'withdrawn')
       OR (w.facts_hash, w.release_id, w.run_id, w.term_id, w.entitlement_id, w.record_id, w.before_id, w.student_id,
           w.household_number, w.place_id, w.owner_id)
          IS DISTINCT FROM
          (EXCLUDED.facts_hash, EXCLUDED.release_id, EXCLUDED.run_id, EXCLUDED.term_id, EXCLUDED.entitlement_id,
           EXCLUDED.record_id, EXCLUDED.before_id, EXCLUDED.student_id, EXCLUDED.household_number, EXCLUDED.place_id,
           EXCLUDED.owner_id)
    RETURNING xmax = 0 AS fresh, reopened, status
)
SELECT count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh) FROM kept
