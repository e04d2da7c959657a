"""The policy as whole versions: a draft is edited, a second person approves it, an approved one is only superseded."""

import pgtrigger
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models import User
from aid_portal.workflow import Stateful
from subsidies.choices import POLICY_MOVES, PolicyStatus
from subsidies.donation_choices import ProgrammeKind
from subsidies.rules.assumptions import assumed_counts
from subsidies.rules.policy import Policy, parse

OPEN = (PolicyStatus.DRAFT, PolicyStatus.SUBMITTED)
FINAL = (PolicyStatus.APPROVED, PolicyStatus.SUPERSEDED)

# What is decided stays as it was decided, whoever writes and by whatever road: decisions pin the version that made them.
APPROVED_IS_FINAL = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'policy_version_is_never_deleted';
END IF;
IF OLD.status IN ('approved', 'superseded', 'discarded')
   AND (to_jsonb(NEW) - 'status' <> to_jsonb(OLD) - 'status'
        OR NOT (NEW.status = OLD.status OR (OLD.status = 'approved' AND NEW.status = 'superseded'))) THEN
    RAISE EXCEPTION 'policy_version_is_final_once_decided';
END IF;
IF OLD.status <> 'draft' AND NEW.document <> OLD.document THEN
    RAISE EXCEPTION 'policy_version_is_changed_as_a_draft_only';
END IF;
IF NEW.drafted_by_id IS DISTINCT FROM OLD.drafted_by_id OR NEW.number <> OLD.number THEN
    RAISE EXCEPTION 'policy_version_keeps_its_drafter';
END IF;
IF NEW.status = 'approved' AND OLD.status <> 'approved'
   AND (OLD.status <> 'submitted' OR EXISTS (SELECT FROM subsidies_policyrevision
        WHERE policy_id = NEW.id AND made_by_id = NEW.approved_by_id)) THEN
    RAISE EXCEPTION 'policy_version_approver_has_not_written_it';
END IF;
RETURN NEW;
"""


class ProgrammeQuerySet(models.QuerySet):
    def state(self) -> "ProgrammeQuerySet":
        """Those of the policy: decided by the check, paid by public money, counted in the statistics."""
        return self.filter(kind=ProgrammeKind.STATE)

    def social(self) -> "ProgrammeQuerySet":
        return self.filter(kind=ProgrammeKind.SOCIAL)


class Programme(models.Model):
    """The lasting identity of a programme (资助项目); what it grants stands in the policy, or in the donors' agreement."""

    code = models.CharField(_("代码"), max_length=16, unique=True)
    label = models.CharField(_("资助项目"), max_length=60)
    position = models.PositiveSmallIntegerField(_("次序"), default=0)
    kind = models.CharField(_("类别"), max_length=6, choices=ProgrammeKind.choices, default=ProgrammeKind.STATE)

    objects = ProgrammeQuerySet.as_manager()

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
        return self.filter(status__in=FINAL)

    def locked(self) -> "PolicyVersionQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def for_list(self) -> "PolicyVersionQuerySet":
        return self.select_related("drafted_by", "approved_by")

    def in_force(self) -> "PolicyVersion":
        return self.get(status=PolicyStatus.APPROVED)

    def law(self) -> Policy:
        """What the version in force says, read."""
        return parse(self.in_force().document)

    def being_made(self) -> "PolicyVersionQuerySet":
        """The draft that is being written or waits for approval; there is one at most."""
        return self.filter(status__in=OPEN)


class PolicyVersion(Stateful, models.Model):
    """One whole set of tiers, categories, programmes and rates; decisions pin the version they were made by."""

    MOVES = POLICY_MOVES

    number = models.PositiveIntegerField(_("版本"), unique=True)
    document = models.JSONField(_("内容"))
    revision = models.PositiveIntegerField(_("修改次数"), default=0)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=PolicyStatus.choices, default=PolicyStatus.DRAFT)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("起草自"))
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("起草人"))
    drafted_at = models.DateTimeField(_("起草时间"), db_default=Now())
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    return_note = models.CharField(_("退回原因"), max_length=200, blank=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("政策版本")
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                name="policy_version_one_in_force", fields=["status"], condition=Q(status=PolicyStatus.APPROVED)
            ),
            models.UniqueConstraint(
                Case(When(status__in=OPEN, then=Value(1))),  # one in all: the county has one policy
                name="policy_version_one_draft_at_a_time",
            ),
            models.CheckConstraint(
                name="policy_version_in_force_has_its_approver",  # but for the one that the product brings
                condition=~Q(status__in=FINAL) | Q(approved_by__isnull=False) | Q(drafted_by=None, based_on=None),
            ),
            different_people("policy_version_approver_is_not_drafter", "drafted_by", "approved_by"),
            both_or_neither("policy_version_approval_has_its_time", "approved_by", "approved_at"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="approved_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=APPROVED_IS_FINAL,
            )
        ]

    def __str__(self) -> str:
        return gettext("政策第%(number)s版") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("subsidies:policy-detail", args=[self.pk])

    @property
    def assumed_count(self) -> int:
        """Rates and shares that still wait for a document (待核定)."""
        return sum(assumed_counts(self.document).values())


class PolicyRevisionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PolicyRevisionQuerySet":
        """Who may see the version may see how it was written."""
        return self.filter(policy__in=PolicyVersion.objects.visible_to(user))

    def for_list(self) -> "PolicyRevisionQuerySet":
        return self.select_related("policy", "made_by").defer("document", "policy__document")


class PolicyRevision(models.Model):
    """The whole document as one change of a draft left it: for who changed what, and for going back."""

    policy = models.ForeignKey(PolicyVersion, models.CASCADE, related_name="revisions", verbose_name=_("政策版本"))
    number = models.PositiveIntegerField(_("次序"))
    document = models.JSONField(_("内容"))
    summary = models.TextField(_("修改内容"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("修改人"))
    made_at = models.DateTimeField(_("修改时间"), db_default=Now())

    objects = PolicyRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("政策草稿的修改")
        ordering = ("policy", "-number")
        constraints = [models.UniqueConstraint(name="policy_revision_once_a_number", fields=["policy", "number"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.policy} {self.number}"
