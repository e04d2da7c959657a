-- What the lists propose is approved, each row charged to its fund sources. One that was cancelled begins anew: what corrected it
-- before counts no more.
WITH past AS (
    UPDATE subsidies_adjustment SET former = true
    WHERE entitlement_id = ANY(%(ids)s::bigint[]) AND status = 'approved' AND NOT former
)
UPDATE subsidies_entitlement e
SET status = 'approved', rank = NULL, fen_central = s.central, fen_province = s.province, fen_city = s.city, fen_county = s.county,
    fen_donor = s.donor
FROM unnest(%(ids)s::bigint[], %(central)s::bigint[], %(province)s::bigint[], %(city)s::bigint[], %(county)s::bigint[],
            %(donor)s::bigint[])
     AS s (id, central, province, city, county, donor)
WHERE e.id = s.id AND e.status = 'proposed'
