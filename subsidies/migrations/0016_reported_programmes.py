"""The policy says which programmes the statistics leave out and under which stage they stand: one view decides, the other obeys."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

PROGRAMMES = """
CREATE VIEW subsidies_reportedprogramme AS
SELECT p.id AS programme_id, coalesce(e.entry -> 'uncounted' <> 'true'::jsonb, true) AS counted,
       coalesce(e.entry ->> 'counted_under', '')::varchar(12) AS stage
FROM subsidies_programme p
LEFT JOIN (SELECT jsonb_array_elements(v.document -> 'programmes') AS entry FROM subsidies_policyversion v
           WHERE v.status = 'approved') e ON e.entry ->> 'code' = p.code;
"""
BEFORE = import_module("subsidies.migrations.0013_first_payment_counts").VIEW
OBEYS = {
    "f.channel, r.stage,": "f.channel, coalesce(nullif(g.stage, ''), r.stage)::varchar(12) AS stage,",
    "JOIN students_student s": "JOIN subsidies_reportedprogramme g ON g.programme_id = e.programme_id AND g.counted\n"
    "JOIN students_student s",
}


def obeying(view: str) -> str:
    for before, now in OBEYS.items():
        view = view.replace(before, now)
    return view


class Migration(migrations.Migration):
    dependencies = [
        ("subsidies", "0015_adjustments_before_it_was_given_again"),
    ]

    operations = [
        migrations.RunSQL(PROGRAMMES, "DROP VIEW subsidies_reportedprogramme"),
        migrations.RunSQL(obeying(BEFORE), BEFORE),
        migrations.CreateModel(
            name="ReportedProgramme",
            fields=[
                (
                    "programme",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="reported",
                        serialize=False,
                        to="subsidies.programme",
                        verbose_name="资助项目",
                    ),
                ),
                ("counted", models.BooleanField(verbose_name="计入统计")),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kindergarten", "学前"),
                            ("primary", "小学"),
                            ("junior", "初中"),
                            ("senior", "普高"),
                            ("vocational", "中职"),
                            ("higher", "高等教育"),
                        ],
                        max_length=12,
                        verbose_name="统计学段",
                    ),
                ),
            ],
            options={
                "verbose_name": "计入统计的资助项目",
                "verbose_name_plural": "计入统计的资助项目",
                "db_table": "subsidies_reportedprogramme",
                "managed": False,
            },
        ),
        migrations.AlterField(
            model_name="frozenflow",
            name="stage",
            field=models.CharField(
                choices=[
                    ("kindergarten", "学前"),
                    ("primary", "小学"),
                    ("junior", "初中"),
                    ("senior", "普高"),
                    ("vocational", "中职"),
                    ("higher", "高等教育"),
                ],
                max_length=12,
                verbose_name="学段",
            ),
        ),
    ]
