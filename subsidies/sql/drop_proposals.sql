-- A proposal whose decision no longer stands, on a list that is still with the school: the check has taken it back. One that was
-- approved and cancelled before is cancelled as it was; what the auditors found of the others stands without them.
WITH gone AS (
    SELECT e.id, EXISTS (SELECT FROM subsidies_adjustment a WHERE a.entitlement_id = e.id) AS was_approved
    FROM subsidies_entitlement e
    JOIN subsidies_entitlementlist l ON l.id = e.list_id
    JOIN subsidies_decision d ON d.id = e.decision_id
    WHERE l.status = 'draft' AND e.status IN ('proposed', 'objected', 'waiting') AND d.superseded_by_id IS NOT NULL
      AND e.term_id = %(term)s
), cancelled AS (
    UPDATE subsidies_entitlement SET status = 'cancelled', rank = NULL, note = ''
    WHERE id IN (SELECT id FROM gone WHERE was_approved)
), unnamed AS (
    UPDATE subsidies_audithit SET entitlement_id = NULL WHERE entitlement_id IN (SELECT id FROM gone WHERE NOT was_approved)
), deleted AS (
    DELETE FROM subsidies_entitlement WHERE id IN (SELECT id FROM gone WHERE NOT was_approved)
)
SELECT id FROM gone
