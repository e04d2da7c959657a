"""The policy as whole versions: a draft is edited, a second person approves it, an approved one is only superseded."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models import User
from aid_portal.workflow import Stateful
from subsidies.choices import POLICY_MOVES, PolicyStatus


class Programme(models.Model):
    """The lasting identity of a programme (资助项目); what it grants stands in the policy versions."""

    code = models.CharField(_("代码"), max_length=16, unique=True)
    label = models.CharField(_("资助项目"), max_length=60)
    position = models.PositiveSmallIntegerField(_("次序"), default=0)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资助项目")
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.label


class PolicyVersionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PolicyVersionQuerySet":
        """Approved policy is public; drafts are seen by those who make and approve them."""
        from aid_portal.permissions import Permission

        if user.has(Permission.POLICY_EDIT) or user.has(Permission.POLICY_APPROVE):
            return self.all()
        return self.filter(status__in=[PolicyStatus.APPROVED, PolicyStatus.SUPERSEDED])

    def locked(self) -> "PolicyVersionQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def for_list(self) -> "PolicyVersionQuerySet":
        return self.select_related("drafted_by", "approved_by")

    def in_force(self) -> "PolicyVersion":
        return self.get(status=PolicyStatus.APPROVED)


class PolicyVersion(Stateful, models.Model):
    """One whole set of tiers, categories, programmes and rates; decisions pin the version they were made by."""

    MOVES = POLICY_MOVES

    number = models.PositiveIntegerField(_("版本"), unique=True)
    document = models.JSONField(_("内容"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=PolicyStatus.choices, default=PolicyStatus.DRAFT)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("起草自"))
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("起草人"))
    drafted_at = models.DateTimeField(_("起草时间"), db_default=Now())
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("政策版本")
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                name="policy_version_one_in_force", fields=["status"], condition=Q(status=PolicyStatus.APPROVED)
            ),
            models.UniqueConstraint(
                name="policy_version_one_draft_at_a_time",
                fields=["based_on"],
                condition=Q(status__in=[PolicyStatus.DRAFT, PolicyStatus.SUBMITTED]),
            ),
            different_people("policy_version_approver_is_not_drafter", "drafted_by", "approved_by"),
            both_or_neither("policy_version_approval_has_its_time", "approved_by", "approved_at"),
        ]

    def __str__(self) -> str:
        return f"v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:policy-detail", args=[self.pk])
