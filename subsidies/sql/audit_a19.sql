-- 结余口径不一: what was paid for the terms of a year against what was paid in that year; the difference is what makes the balance of the
-- school's books (by term) another than that of the accounts (by calendar year).
WITH paid AS (
    SELECT p.programme_id, left(e.term_id, 4)::int AS of_year, extract(year FROM p.settled_on)::int AS in_year, p.amount
    FROM subsidies_payment p JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    WHERE p.status = 'paid'
), years AS (
    SELECT programme_id, of_year AS year FROM paid UNION SELECT programme_id, in_year FROM paid
), sums AS (
    SELECT y.programme_id, y.year,
           coalesce(sum(p.amount) FILTER (WHERE p.of_year = y.year), 0) AS by_term,
           coalesce(sum(p.amount) FILTER (WHERE p.in_year = y.year), 0) AS by_day,
           coalesce(sum(p.amount) FILTER (WHERE p.of_year = y.year AND p.in_year <> y.year), 0) AS other_year,
           coalesce(sum(p.amount) FILTER (WHERE p.in_year = y.year AND p.of_year <> y.year), 0) AS of_other_year
    FROM years y JOIN paid p USING (programme_id)
    GROUP BY y.programme_id, y.year
)
SELECT s.programme_id || ':' || s.year, NULL::varchar, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint,
       s.by_term - s.by_day,
       jsonb_build_object('programme', g.code, 'year', s.year, 'by_term', s.by_term, 'by_day', s.by_day,
                          'other_year', s.other_year, 'of_other_year', s.of_other_year)
FROM sums s
JOIN subsidies_programme g ON g.id = s.programme_id
WHERE s.other_year > 0 OR s.of_other_year > 0
