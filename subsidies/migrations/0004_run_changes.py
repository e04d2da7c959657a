"""What a run changed, as a view: no second copy of the decisions, and the same rows for real and dry runs.

Each branch is bound to one run by a plain column, so that a condition on run_id reaches its index. The three branches
number their rows apart: id * 3, * 3 + 1, * 3 + 2.
"""

from django.db import migrations, models

VIEW = """
CREATE VIEW subsidies_runchange AS
SELECT d.id * 3 AS id, d.run_id, d.student_id, d.school_id, d.programme_id,
       CASE WHEN o.id IS NULL THEN 'gained' ELSE 'altered' END AS change,
       o.case_id AS before_id, d.case_id AS after_id, d.id AS decision_id
FROM subsidies_decision d
LEFT JOIN subsidies_decision o
       ON o.superseded_by_id = d.run_id AND o.student_id = d.student_id AND o.programme_id = d.programme_id
      AND o.run_id <> d.run_id
WHERE d.superseded_by_id IS DISTINCT FROM d.run_id
UNION ALL
SELECT o.id * 3 + 1, o.superseded_by_id, o.student_id, o.school_id, o.programme_id, 'lost', o.case_id, NULL, o.id
FROM subsidies_decision o
WHERE o.superseded_by_id IS NOT NULL AND o.superseded_by_id <> o.run_id
  AND NOT EXISTS (
      SELECT FROM subsidies_decision d
      WHERE d.run_id = o.superseded_by_id AND d.student_id = o.student_id AND d.programme_id = o.programme_id
        AND d.superseded_by_id IS DISTINCT FROM d.run_id
  )
UNION ALL
SELECT c.id * 3 + 2, c.run_id, c.student_id, c.school_id, c.programme_id, c.change, c.before_id, c.after_id, NULL
FROM subsidies_drychange c
"""


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0003_policy_revisions")]

    operations = [
        migrations.RunSQL(VIEW, "DROP VIEW subsidies_runchange"),
        migrations.CreateModel(
            name="RunChange",
            fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
            options={
                "verbose_name": "比对变化",
                "verbose_name_plural": "比对变化",
                "db_table": "subsidies_runchange",
                "ordering": ("pk",),
                "managed": False,
            },
        ),
    ]
