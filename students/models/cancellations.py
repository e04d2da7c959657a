"""认定取消: a determination that rested on a false statement ends; what was paid on it is claimed back by the floor above."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models import StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.determination_choices import CANCELLATION_MOVES, CancellationStatus
from students.models.applications import Application


class CancellationQuerySet(ScopedQuerySet):
    unit_lookup = "application__enrolment__school__path"
    class_lookup = "application__enrolment__"

    def for_list(self) -> "CancellationQuerySet":
        return self.select_related("application__enrolment__school", "application__round__term", "proposed_by", "decided_by")


class Cancellation(Stateful, models.Model):
    """Proposed with its evidence, decided by another person (教财〔2018〕16号: 弄虚作假的取消资格并追回)."""

    MOVES = CANCELLATION_MOVES

    application = models.ForeignKey(Application, models.PROTECT, related_name="cancellations", verbose_name=_("认定申请"))
    reason = models.CharField(_("原因"), max_length=300)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("佐证"))
    status = models.CharField(_("状态"), max_length=10, choices=CancellationStatus.choices, default=CancellationStatus.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    proposed_at = models.DateTimeField(_("提出时间"), db_default=Now())
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    decided_at = models.DateTimeField(_("批准时间"), null=True)
    decision_note = models.CharField(_("批复意见"), max_length=200, blank=True)

    objects = CancellationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("取消认定")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                name="cancellation_one_open_per_application",
                fields=["application"],
                condition=Q(status=CancellationStatus.PROPOSED),
            ),
            models.CheckConstraint(name="cancellation_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="cancellation_decided_has_its_person",
                condition=Q(status=CancellationStatus.PROPOSED, decided_by=None)
                | (~Q(status=CancellationStatus.PROPOSED) & Q(decided_by__isnull=False)),
            ),
            both_or_neither("cancellation_decision_has_its_time", "decided_by", "decided_at"),
            different_people("cancellation_decided_by_another_person", "proposed_by", "decided_by"),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        return reverse("students:application-detail", args=[self.application_id])
