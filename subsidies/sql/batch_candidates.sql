-- What could be paid now: approved and not held, without a live payment. Three kinds of rows, each at most once: the entitlement
-- itself with the adjustments that came before its payment, a top-up that came after it, and a returned row of `parent`.
WITH due AS (
    SELECT e.id, e.amount + coalesce(a.amount, 0) AS amount,
           e.fen_central + coalesce(a.central, 0) AS central, e.fen_province + coalesce(a.province, 0) AS province,
           e.fen_city + coalesce(a.city, 0) AS city, e.fen_county + coalesce(a.county, 0) AS county,
           e.fen_donor + coalesce(a.donor, 0) AS donor
    FROM subsidies_entitlement e
    LEFT JOIN (
        SELECT entitlement_id, sum(amount) AS amount, sum(fen_central) AS central, sum(fen_province) AS province,
               sum(fen_city) AS city, sum(fen_county) AS county, sum(fen_donor) AS donor
        FROM subsidies_adjustment WHERE status = 'approved' AND NOT former AND NOT separate GROUP BY entitlement_id
    ) a ON a.entitlement_id = e.id
    WHERE e.term_id = %(term)s AND e.status = 'approved'
), base AS (
    SELECT d.id AS entitlement_id, NULL::bigint AS adjustment_id, NULL::bigint AS reissue_of_id,
           d.amount, d.central, d.province, d.city, d.county, d.donor
    FROM due d
    WHERE %(parent)s::bigint IS NULL
      AND NOT EXISTS (SELECT FROM subsidies_payment p
                      WHERE p.entitlement_id = d.id AND p.adjustment_id IS NULL AND p.status <> 'cancelled')
    UNION ALL
    SELECT e.id, a.id, NULL, a.amount, a.fen_central, a.fen_province, a.fen_city, a.fen_county, a.fen_donor
    FROM subsidies_adjustment a
    JOIN subsidies_entitlement e ON e.id = a.entitlement_id
    WHERE e.term_id = %(term)s AND e.status = 'approved' AND %(parent)s::bigint IS NULL
      AND a.status = 'approved' AND NOT a.former AND a.separate AND a.kind = 'top_up'
      AND NOT EXISTS (SELECT FROM subsidies_payment p WHERE p.adjustment_id = a.id AND p.status <> 'cancelled')
    UNION ALL
    SELECT d.id, p.adjustment_id, p.id,
           CASE WHEN p.adjustment_id IS NULL THEN d.amount ELSE p.amount END,
           CASE WHEN p.adjustment_id IS NULL THEN d.central ELSE p.fen_central END,
           CASE WHEN p.adjustment_id IS NULL THEN d.province ELSE p.fen_province END,
           CASE WHEN p.adjustment_id IS NULL THEN d.city ELSE p.fen_city END,
           CASE WHEN p.adjustment_id IS NULL THEN d.county ELSE p.fen_county END,
           CASE WHEN p.adjustment_id IS NULL THEN d.donor ELSE p.fen_donor END
    FROM subsidies_payment p
    JOIN due d ON d.id = p.entitlement_id
    WHERE p.batch_id = %(parent)s::bigint AND p.status = 'returned'
      AND NOT EXISTS (SELECT FROM subsidies_payment q WHERE q.reissue_of_id = p.id AND q.status <> 'cancelled')
)
SELECT b.entitlement_id, b.adjustment_id, b.reissue_of_id, b.amount, b.central, b.province, b.city, b.county, b.donor,
       e.student_id, e.school_id, e.programme_id, e.policy_id, e.tier, e.full_amount, s.name, s.code,
       r.term_id, r.registry_index, r.sealed, r.name, r.name_key, r.guardian_name, r.guardian_key, r.guardian_index,
       card.payee, card.holder, card.account_index, card.sealed, card.student_id,
       CASE WHEN EXISTS (SELECT FROM students_enrolment x WHERE x.student_id = e.student_id AND x.status = 'deceased'
                         AND coalesce(x.status_on, %(today)s) <= %(today)s) THEN 'deceased'
            WHEN r.term_id = e.term_id AND r.status <> 'enrolled' AND coalesce(r.status_on, %(cut_off)s) <= %(cut_off)s THEN 'left'
            ELSE '' END AS gone
FROM base b
JOIN subsidies_entitlement e ON e.id = b.entitlement_id
JOIN students_enrolment r ON r.id = e.enrolment_id
JOIN aid_portal_orgunit s ON s.id = r.school_id
LEFT JOIN LATERAL (
    SELECT c.student_id, c.payee, c.holder, c.account_index, c.sealed
    FROM subsidies_cardchange c JOIN students_student x ON x.id = c.student_id
    WHERE (x.id = e.student_id OR x.merged_into_id = e.student_id) AND c.status = 'approved'
    ORDER BY c.decided_at DESC, c.id DESC LIMIT 1
) card ON true
WHERE b.amount > 0 AND e.held_until IS NULL AND e.waiver = %(waiver)s
  AND (%(programmes)s::bigint[] IS NULL OR e.programme_id = ANY(%(programmes)s::bigint[]))
  AND (%(schools)s::bigint[] IS NULL OR e.school_id = ANY(%(schools)s::bigint[]))
ORDER BY s.code, e.programme_id, r.grade, r.class_name, r.pinyin, b.entitlement_id, b.adjustment_id
