-- Where each child is and who has to act: the school, else the town of the list, else the bureau; an owner that is not there
-- leaves the work to the next one up.
CREATE TEMP TABLE warning_placed ON COMMIT DROP AS
WITH bureau AS (
    SELECT id FROM aid_portal_orgunit WHERE kind = 'bureau'
), town AS (
    SELECT DISTINCT ON (name) id, name, path FROM aid_portal_orgunit WHERE kind = 'town' ORDER BY name, closed_on NULLS FIRST, id
)
SELECT f.*, s.working_days, coalesce(f.school_id, listed.id, bureau.id) AS place_id,
       CASE s.owner
           WHEN 'school' THEN coalesce(f.school_id, listed.id, bureau.id)
           WHEN 'town' THEN coalesce(listed.id, near.id, bureau.id)
           ELSE bureau.id
       END AS owner_id,
       encode(sha256(convert_to(f.facts::text, 'UTF8')), 'hex') AS facts_hash
FROM warning_found f
JOIN supervision_warningsetting s ON s.kind = f.kind
CROSS JOIN bureau
LEFT JOIN town listed ON listed.name = f.town AND f.town <> ''
LEFT JOIN aid_portal_orgunit school ON school.id = f.school_id
LEFT JOIN town near ON school.path LIKE near.path || '%%'
