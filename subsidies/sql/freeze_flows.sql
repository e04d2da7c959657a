-- The rows behind a report as they are at this moment: the ORM cannot insert what it selects. `primaries` says which category
-- each set of them is counted under, by policy version.
INSERT INTO subsidies_frozenflow (
    report_id, flow, entitlement_id, student_id, school_id, programme_id, term_id, batch_id, channel, stage, tier, categories,
    category, waiver, hukou, home_town, moved_on, amount, fen_central, fen_province, fen_city, fen_county, head, undone_on)
SELECT %(report)s, f.id, f.entitlement_id, f.student_id, f.school_id, f.programme_id, f.term_id, f.batch_id, f.channel, f.stage,
       f.tier, f.categories, jsonb_extract_path_text(%(primaries)s::jsonb, f.policy_id || '|' || f.categories::text), f.waiver, f.hukou,
       f.home_town, f.moved_on, f.amount, f.fen_central, f.fen_province, f.fen_city, f.fen_county, f.head, f.undone_on
FROM subsidies_moneyflow f
WHERE CASE WHEN %(terms)s::text[] IS NULL THEN f.moved_on BETWEEN %(first)s AND %(last)s ELSE f.term_id = ANY(%(terms)s::text[]) END
ORDER BY f.id
