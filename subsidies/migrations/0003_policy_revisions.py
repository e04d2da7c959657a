"""Drafts of the policy keep every change; what has been decided is held by the database."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subsidies", "0002_shipped_policy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="次序")),
                ("document", models.JSONField(verbose_name="内容")),
                ("summary", models.TextField(verbose_name="修改内容")),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="修改时间")),
            ],
            options={
                "verbose_name": "政策草稿的修改",
                "verbose_name_plural": "政策草稿的修改",
                "ordering": ("policy", "-number"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="policyversion",
            name="policy_version_one_draft_at_a_time",
        ),
        migrations.AddField(
            model_name="policyversion",
            name="revision",
            field=models.PositiveIntegerField(default=0, verbose_name="修改次数"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'DELETE' THEN\n    RAISE EXCEPTION 'policy_version_is_never_deleted';\nEND IF;\nIF OLD.status IN ('approved', 'superseded', 'discarded')\n   AND (to_jsonb(NEW) - 'status' <> to_jsonb(OLD) - 'status'\n        OR NOT (NEW.status = OLD.status OR (OLD.status = 'approved' AND NEW.status = 'superseded'))) THEN\n    RAISE EXCEPTION 'policy_version_is_final_once_decided';\nEND IF;\nIF OLD.status <> 'draft' AND NEW.document <> OLD.document THEN\n    RAISE EXCEPTION 'policy_version_is_changed_as_a_draft_only';\nEND IF;\nIF NEW.drafted_by_id IS DISTINCT FROM OLD.drafted_by_id OR NEW.number <> OLD.number THEN\n    RAISE EXCEPTION 'policy_version_keeps_its_drafter';\nEND IF;\nIF NEW.status = 'approved' AND OLD.status <> 'approved'\n   AND (OLD.status <> 'submitted' OR EXISTS (SELECT FROM subsidies_policyrevision\n        WHERE policy_id = NEW.id AND made_by_id = NEW.approved_by_id)) THEN\n    RAISE EXCEPTION 'policy_version_approver_has_not_written_it';\nEND IF;\nRETURN NEW;\n",
                    hash="7c8d2256f43090f6d1a33eb02e2852ce8cd5ed5c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_approved_is_final_1ecb2",
                    table="subsidies_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.UniqueConstraint(
                models.Case(models.When(status__in=("draft", "submitted"), then=models.Value(1))),
                name="policy_version_one_draft_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("approved", "superseded")), _negated=True),
                    ("approved_by__isnull", False),
                    models.Q(("based_on", None), ("drafted_by", None)),
                    _connector="OR",
                ),
                name="policy_version_in_force_has_its_approver",
            ),
        ),
        migrations.AddField(
            model_name="policyrevision",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="修改人"
            ),
        ),
        migrations.AddField(
            model_name="policyrevision",
            name="policy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="subsidies.policyversion",
                verbose_name="政策版本",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyrevision",
            constraint=models.UniqueConstraint(fields=("policy", "number"), name="policy_revision_once_a_number"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a11a5a8bff76e6e365c8b871cb090e5aa531ef38",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5277a",
                    table="subsidies_policyrevision",
                    when="BEFORE",
                ),
            ),
        ),
    ]
