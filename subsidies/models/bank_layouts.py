"""How banks want their files and how they answer, as data: one person describes it, another puts it in force."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from subsidies.models.batches import Batch
from subsidies.models.budgets import BureauQuerySet
from subsidies.models.papers import Paper

SHIPPED = ("rural_bank_txt", "social_card_xlsx", "generic_csv")  # the first version of each needs no second person

SUPERSEDED = "superseded"
LAYOUT_STATES = [
    (PaperStatus.PROPOSED.value, _("待批准")),
    (PaperStatus.APPROVED.value, _("使用中")),
    (SUPERSEDED, _("已停用")),
    (PaperStatus.REFUSED.value, _("未批准")),
]

LAYOUT_IS_KEPT = """
IF TG_OP = 'DELETE' OR to_jsonb(NEW) - ARRAY['status', 'decided_by_id', 'decided_at', 'decision_note', 'retired']
        <> to_jsonb(OLD) - ARRAY['status', 'decided_by_id', 'decided_at', 'decision_note', 'retired'] THEN
    RAISE EXCEPTION 'bank_layout_is_kept_as_it_was';
END IF;
IF OLD.status <> 'proposed' AND to_jsonb(NEW) - 'retired' <> to_jsonb(OLD) - 'retired' THEN
    RAISE EXCEPTION 'bank_layout_is_final_once_decided';
END IF;
RETURN NEW;
"""
LAYOUT_IS_APPROVED = """
IF NOT EXISTS (SELECT FROM subsidies_banklayout l WHERE l.id = NEW.layout_id AND l.status = 'approved') THEN
    RAISE EXCEPTION 'bank_layout_in_use_is_approved';
END IF;
RETURN NEW;
"""


def approved_layout_only() -> pgtrigger.Trigger:
    """No file is written or read by a layout that waits for its second person or was refused."""
    return pgtrigger.Trigger(
        name="layout_is_approved", operation=pgtrigger.Insert, when=pgtrigger.Before, func=LAYOUT_IS_APPROVED
    )


class BankLayoutQuerySet(BureauQuerySet):
    permission = Permission.BATCH_VIEW

    def current(self) -> "BankLayoutQuerySet":
        return self.filter(status=PaperStatus.APPROVED, retired=False)

    def of_answers(self, batch: Batch) -> "BankLayoutQuerySet":
        """What a bank's answer may be written in: those in use, and those by which the batch was sent."""
        return self.filter(Q(status=PaperStatus.APPROVED, retired=False) | Q(pk__in=batch.files.values("layout")))

    def for_list(self) -> "BankLayoutQuerySet":
        return self.select_related("made_by", "decided_by")


class BankLayout(Paper):
    """How a bank wants its file and how it answers (`spec`: rules/bank_layouts.py); a change is a new version.

    What the product ships with was made by nobody and is in force from the start.
    """

    code = models.CharField(_("代码"), max_length=24)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    label = models.CharField(_("名称"), max_length=60)
    spec = models.JSONField(_("格式"))
    retired = models.BooleanField(_("停用"), default=False)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))

    objects = BankLayoutQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("银行文件格式")
        ordering = ("code", "-version")
        constraints = [
            models.UniqueConstraint(name="bank_layout_once_per_version", fields=["code", "version"]),
            models.UniqueConstraint(
                name="bank_layout_one_current_per_code",
                fields=["code"],
                condition=Q(status=PaperStatus.APPROVED, retired=False),
            ),
            models.UniqueConstraint(
                name="bank_layout_one_waits_per_code", fields=["code"], condition=Q(status=PaperStatus.PROPOSED)
            ),
            models.CheckConstraint(
                name="bank_layout_without_maker_is_shipped",
                condition=Q(made_by__isnull=False) | Q(version=1, code__in=SHIPPED, decided_by=None),
            ),
            models.CheckConstraint(
                name="bank_layout_approver_is_not_maker",
                condition=~Q(status=PaperStatus.APPROVED)
                | Q(made_by=None)
                | (Q(decided_by__isnull=False) & ~Q(made_by=F("decided_by"))),
            ),
            models.CheckConstraint(
                name="bank_layout_decided_iff_stamped",
                condition=Q(made_by=None)
                | Q(status=PaperStatus.PROPOSED, decided_by=None, decided_at=None)
                | (~Q(status=PaperStatus.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="is_kept", operation=pgtrigger.Update | pgtrigger.Delete, when=pgtrigger.Before, func=LAYOUT_IS_KEPT
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:layout-detail", args=[self.pk])

    @property
    def state(self) -> str:
        return SUPERSEDED if self.retired else self.status

    def get_state_display(self) -> str:
        return str(dict(LAYOUT_STATES)[self.state])
