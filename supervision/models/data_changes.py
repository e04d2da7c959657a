"""A name, an id or an account that is wrong: asked for at the desk, approved by another person, then put right."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither
from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ScopedQuerySet
from students.models import Student
from subsidies.choices import PaperStatus
from subsidies.models import CardChange
from subsidies.models.papers import Paper
from supervision.grievance_choices import ChangedField
from supervision.models.grievances import Grievance


class DataChangeQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def to_put_right(self) -> "DataChangeQuerySet":
        """Approved, and the school's roster still says the old."""
        return self.filter(status=PaperStatus.APPROVED, applied_at=None)

    def for_list(self) -> "DataChangeQuerySet":
        return self.select_related("student", "school", "made_by", "decided_by", "grievance", "card").defer("sealed")


class DataChange(Paper):
    """What is wanted lies sealed, bound to `key`. An account counts on approval; a name or an id when the roster says so."""

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    grievance = models.ForeignKey(Grievance, models.PROTECT, related_name="changes", verbose_name=_("诉求"))
    student = models.ForeignKey(Student, models.PROTECT, related_name="+", verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("学校"))
    field = models.CharField(_("更正内容"), max_length=12, choices=ChangedField.choices)
    sealed = models.BinaryField(_("封存内容"))
    reason = models.CharField(_("依据"), max_length=200)
    card = models.OneToOneField(CardChange, models.PROTECT, null=True, related_name="+", verbose_name=_("账户变更"))
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"))
    applied_at = models.DateTimeField(_("更正时间"), null=True)

    objects = DataChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("信息更正")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.UniqueConstraint(
                name="datachange_one_waits_per_child_and_field",
                fields=["student", "field"],
                condition=Q(status=PaperStatus.PROPOSED),
            ),
            both_or_neither("datachange_applying_has_its_person", "applied_by", "applied_at"),
            models.CheckConstraint(
                name="datachange_applied_after_approval", condition=Q(applied_at=None) | Q(status=PaperStatus.APPROVED)
            ),
            models.CheckConstraint(
                name="datachange_account_becomes_a_card_change",
                condition=Q(card=None) | Q(field=ChangedField.ACCOUNT, applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.get_field_display()}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:data-change-detail", args=[self.pk])
