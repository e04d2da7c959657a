-- List, bank file, bank result and ledger beside each other by school, programme and fund source, in fen, for some terms. One
-- statement, because the four are read of one moment; the four shares of a row are columns, which only a lateral turns into rows.
WITH entitled AS (
    SELECT e.school_id, e.programme_id, sum(e.fen_central) AS central, sum(e.fen_province) AS province, sum(e.fen_city) AS city,
           sum(e.fen_county) AS county, sum(e.fen_donor) AS donor, e.waiver
    FROM subsidies_entitlement e
    WHERE e.term_id = ANY(%(terms)s) AND e.status IN ('approved', 'cancelled')
    GROUP BY e.school_id, e.programme_id, e.waiver
), adjusted AS (
    SELECT e.school_id, e.programme_id, e.waiver, r.status AS recovery, sum(a.fen_central) AS central,
           sum(a.fen_province) AS province, sum(a.fen_city) AS city, sum(a.fen_county) AS county, sum(a.fen_donor) AS donor
    FROM subsidies_adjustment a
    JOIN subsidies_entitlement e ON e.id = a.entitlement_id
    LEFT JOIN subsidies_recovery r ON r.adjustment_id = a.id
    WHERE e.term_id = ANY(%(terms)s) AND e.status IN ('approved', 'cancelled') AND a.status = 'approved' AND NOT a.former
    GROUP BY e.school_id, e.programme_id, e.waiver, r.status
), settled AS (
    SELECT p.school_id, p.programme_id, b.channel = 'school_income' AS waiver, p.status, line.succeeded,
           sum(p.fen_central) AS central, sum(p.fen_province) AS province, sum(p.fen_city) AS city,
           sum(p.fen_county) AS county, sum(p.fen_donor) AS donor
    FROM subsidies_payment p
    JOIN subsidies_batch b ON b.id = p.batch_id
    LEFT JOIN subsidies_bankreturnline line ON line.payment_id = p.id AND line.fresh
    WHERE b.term_id = ANY(%(terms)s) AND p.status IN ('sent', 'paid', 'returned')
    GROUP BY p.school_id, p.programme_id, b.channel = 'school_income', p.status, line.succeeded
), wide AS (
    SELECT school_id, programme_id, 'listed' AS what, central, province, city, county, donor FROM entitled
    UNION ALL SELECT school_id, programme_id, 'waived', central, province, city, county, donor FROM entitled WHERE waiver
    UNION ALL SELECT school_id, programme_id, 'listed', central, province, city, county, donor FROM adjusted
    UNION ALL SELECT school_id, programme_id, 'waived', central, province, city, county, donor FROM adjusted WHERE waiver
    UNION ALL SELECT school_id, programme_id, 'to_recover', -central, -province, -city, -county, -donor FROM adjusted
              WHERE recovery IN ('open', 'written_off')
    UNION ALL SELECT school_id, programme_id, 'recovered', -central, -province, -city, -county, -donor FROM adjusted
              WHERE recovery = 'received'
    UNION ALL SELECT school_id, programme_id, 'filed', central, province, city, county, donor FROM settled WHERE NOT waiver
    UNION ALL SELECT school_id, programme_id, 'paid', central, province, city, county, donor FROM settled
              WHERE NOT waiver AND succeeded
    UNION ALL SELECT school_id, programme_id, 'returned', central, province, city, county, donor FROM settled
              WHERE NOT waiver AND NOT succeeded
    UNION ALL SELECT school_id, programme_id, 'waiting', central, province, city, county, donor FROM settled
              WHERE NOT waiver AND status = 'sent'
    UNION ALL SELECT school_id, programme_id, 'waiver_paid', central, province, city, county, donor FROM settled
              WHERE waiver AND status = 'paid'
    UNION ALL SELECT school_id, programme_id, 'waiver_waiting', central, province, city, county, donor FROM settled
              WHERE waiver AND status = 'sent'
), causes AS (
    SELECT e.id, split_part(coalesce(back.cause, e.cause), ':', 1) AS thing,
           split_part(coalesce(back.cause, e.cause), ':', 2)::bigint AS key
    FROM subsidies_ledgerentry e LEFT JOIN subsidies_ledgerentry back ON back.id = e.reverses_id
    WHERE coalesce(back.kind, e.kind) IN ('commit', 'uncommit', 'recover')
), placed AS (
    SELECT c.id, coalesce(list.school_id, held.school_id) AS school_id, coalesce(list.term_id, held.term_id) AS term_id
    FROM causes c
    LEFT JOIN subsidies_entitlementlist list ON c.thing = 'list' AND list.id = c.key
    LEFT JOIN subsidies_recovery r ON c.thing = 'recovery' AND r.id = c.key
    LEFT JOIN subsidies_adjustment a ON a.id = CASE c.thing WHEN 'adjustment' THEN c.key ELSE r.adjustment_id END
    LEFT JOIN subsidies_entitlement held ON held.id = a.entitlement_id
), booked AS (
    SELECT placed.school_id, l.account_id, sum(l.fen) AS fen
    FROM placed JOIN subsidies_ledgerleg l ON l.entry_id = placed.id AND l.payment_id IS NULL
    WHERE placed.term_id = ANY(%(terms)s)
    GROUP BY placed.school_id, l.account_id
    UNION ALL
    SELECT p.school_id, l.account_id, sum(l.fen)
    FROM subsidies_batch b
    JOIN subsidies_payment p ON p.batch_id = b.id
    JOIN subsidies_ledgerleg l ON l.payment_id = p.id
    WHERE b.term_id = ANY(%(terms)s)
    GROUP BY p.school_id, l.account_id
), long AS (
    SELECT wide.school_id, wide.programme_id, share.source, wide.what, share.fen
    FROM wide
    CROSS JOIN LATERAL (VALUES ('central', wide.central), ('province', wide.province), ('city', wide.city),
                               ('county', wide.county), ('donor', wide.donor)) AS share (source, fen)
    WHERE share.fen <> 0
    UNION ALL
    SELECT booked.school_id, line.programme_id, line.source, 'ledger_' || a.kind, booked.fen
    FROM booked
    JOIN subsidies_ledgeraccount a ON a.id = booked.account_id AND a.kind IN ('committed', 'in_process', 'paid')
    JOIN subsidies_budgetline line ON line.id = a.line_id
)
SELECT school_id, programme_id, source, what, sum(fen) FROM long GROUP BY school_id, programme_id, source, what
