"""The view of the money that reached children, told without looking at every payment's siblings.

An entitlement has one live payment of its own (payment_one_live_per_entitlement_and_adjustment), and a top-up is paid apart
only after it: the payment without an adjustment is the first. Awards that came back whole are few and found once.
"""

from importlib import import_module

from django.db import migrations

VIEW = """
CREATE OR REPLACE VIEW subsidies_moneyflow AS
SELECT f.id, f.batch_id, e.id AS entitlement_id, coalesce(s.merged_into_id, s.id) AS student_id, e.school_id, e.programme_id,
       e.term_id, e.policy_id, f.channel, r.stage, e.tier, e.categories, e.waiver, r.hukou,
       coalesce((SELECT max(k.town) FROM students_record k WHERE k.id = ANY(d.record_ids)), '') AS home_town,
       f.moved_on, f.amount, f.fen_central, f.fen_province, f.fen_city, f.fen_county,
       (CASE WHEN f.id > 0 THEN f.head WHEN f.id = u.last THEN -1 ELSE 0 END)::smallint AS head, u.undone_on
FROM (
    SELECT p.id, p.entitlement_id, p.batch_id, b.channel, p.settled_on AS moved_on, p.amount, p.fen_central, p.fen_province,
           p.fen_city, p.fen_county, (p.adjustment_id IS NULL)::int AS head
    FROM subsidies_payment p JOIN subsidies_batch b ON b.id = p.batch_id
    WHERE p.status = 'paid'
    UNION ALL
    SELECT -w.id, a.entitlement_id, b.id, b.channel, w.received_on, -w.amount, a.fen_central, a.fen_province, a.fen_city,
           a.fen_county, 0
    FROM subsidies_recovery w JOIN subsidies_adjustment a ON a.id = w.adjustment_id
    JOIN LATERAL (SELECT b.id, b.channel FROM subsidies_payment p JOIN subsidies_batch b ON b.id = p.batch_id
                  WHERE p.entitlement_id = a.entitlement_id AND p.status = 'paid' ORDER BY p.settled_on, p.id LIMIT 1) b ON true
    WHERE w.status = 'received'
) f
JOIN subsidies_entitlement e ON e.id = f.entitlement_id
JOIN students_student s ON s.id = e.student_id
JOIN students_enrolment r ON r.id = e.enrolment_id
LEFT JOIN subsidies_decision d ON d.id = e.decision_id
LEFT JOIN (
    SELECT a.entitlement_id, max(w.received_on) AS undone_on,
           -(array_agg(w.id ORDER BY w.received_on DESC, w.id DESC))[1] AS last
    FROM subsidies_recovery w JOIN subsidies_adjustment a ON a.id = w.adjustment_id
    JOIN subsidies_entitlement x ON x.id = a.entitlement_id
    WHERE w.status = 'received' AND x.status = 'cancelled'
    GROUP BY a.entitlement_id
    HAVING sum(w.amount) >= (
        SELECT sum(p.amount) FROM subsidies_payment p WHERE p.entitlement_id = a.entitlement_id AND p.status = 'paid')
) u ON u.entitlement_id = e.id;
"""
BEFORE = import_module("subsidies.migrations.0010_statistics").VIEW.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0012_entitlements_follow_the_child")]

    operations = [migrations.RunSQL(VIEW, BEFORE)]
