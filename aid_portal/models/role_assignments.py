"""Who holds which role at which unit from when to when."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import ASSIGNMENT_MOVES, AssignmentStatus, Role
from aid_portal.constraints import both_or_neither, different_people, in_order
from aid_portal.models.org_units import OrgUnit
from aid_portal.models.users import User
from aid_portal.workflow import Stateful


class RoleAssignmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RoleAssignmentQuerySet":
        return self.filter(user__in=User.objects.visible_to(user))

    def in_force_on(self, day: date) -> "RoleAssignmentQuerySet":
        open_ended = Q(ends_on=None) | Q(ends_on__gte=day)
        return self.filter(open_ended, status=AssignmentStatus.GRANTED, starts_on__lte=day)


class RoleAssignment(Stateful, models.Model):
    """A role at a unit between two dates; proposed by one administrator, granted by another."""

    MOVES = ASSIGNMENT_MOVES

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("用户"))
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="assignments", verbose_name=_("单位"))
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=AssignmentStatus.choices, default=AssignmentStatus.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人"))
    proposed_at = models.DateTimeField(_("提出时间"), db_default=Now())
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批准人"))
    decided_at = models.DateTimeField(_("批准时间"), null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任职")
        ordering = ("user", "starts_on", "pk")
        constraints = [
            in_order("role_assignment_starts_before_it_ends", "starts_on", "ends_on"),
            different_people("role_assignment_granter_is_not_proposer", "proposed_by", "decided_by"),
            models.CheckConstraint(
                name="role_assignment_nobody_grants_to_himself",
                condition=Q(decided_by=None) | ~Q(decided_by=F("user")),
            ),
            both_or_neither("role_assignment_decision_has_its_time", "decided_by", "decided_at"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.unit}"
