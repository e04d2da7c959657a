"""What an owner asks for: to close a warning whose facts stay as they are, or more time; another person decides."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aid_portal.models import StoredFile
from aid_portal.querysets import ScopedQuerySet
from subsidies.choices import PaperStatus
from subsidies.models.papers import Paper
from supervision.models.warnings import EarlyWarning
from supervision.warning_choices import STANDING, WarningRequestKind


class WarningRequestQuerySet(ScopedQuerySet):
    unit_lookup = "warning__owner__path"

    def waiting(self) -> "WarningRequestQuerySet":
        """Undecided, of a warning that still stands: what has mended itself needs no decision."""
        return self.filter(status=PaperStatus.PROPOSED, warning__status__in=STANDING)

    def for_list(self) -> "WarningRequestQuerySet":
        return self.select_related("warning__student", "warning__record", "warning__owner", "made_by", "decided_by", "proof")


class WarningRequest(Paper):
    """`facts_hash` is what the asker looked at: a yes closes the warning for these facts alone."""

    warning = models.ForeignKey(EarlyWarning, models.PROTECT, related_name="requests", verbose_name=_("预警"))
    kind = models.CharField(_("申请事项"), max_length=6, choices=WarningRequestKind.choices)
    reason = models.CharField(_("理由"), max_length=300)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("佐证"))
    facts_hash = models.CharField(max_length=64)
    due_before = models.DateField(_("原期限"), null=True)
    due_after = models.DateField(_("申请延至"), null=True)

    objects = WarningRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("预警申请")
        ordering = ("pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(name="warning_request_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="warning_request_extends_to_a_later_day",
                condition=Q(kind=WarningRequestKind.CLOSE, due_after=None)
                | Q(kind=WarningRequestKind.EXTEND, due_after__isnull=False, due_after__gt=F("due_before")),
            ),
            models.UniqueConstraint(
                name="warning_request_one_waits_a_warning", fields=["warning"], condition=Q(status=PaperStatus.PROPOSED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.warning} {self.get_kind_display()}"
