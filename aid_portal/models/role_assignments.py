"""Who holds which role at which unit from when to when, in the own name or for somebody who is away (代理)."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal import school_classes
from aid_portal.choices import ADMINISTRATORS, ASSIGNMENT_MOVES, AssignmentStatus, Role, SchoolStage
from aid_portal.constraints import both_or_neither, different_people, in_order
from aid_portal.models.org_units import OrgUnit
from aid_portal.models.users import User
from aid_portal.school_classes import Cohort, SchoolClass
from aid_portal.workflow import Stateful

_ADMINISTRATORS = ", ".join(f"'{role.value}'" for role in sorted(ADMINISTRATORS))
# The user's row is locked first: of two grants at once the second must see the first.
ADMINISTRATOR_STANDS_ALONE = f"""
    PERFORM 1 FROM aid_portal_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM aid_portal_roleassignment other
        WHERE other.user_id = NEW.user_id AND other.id IS DISTINCT FROM NEW.id
          AND other.status = 'granted' AND other.role <> NEW.role
          AND (other.role IN ({_ADMINISTRATORS}) OR NEW.role IN ({_ADMINISTRATORS}))
          AND other.starts_on <= coalesce(NEW.ends_on, 'infinity') AND NEW.starts_on <= coalesce(other.ends_on, 'infinity')
    ) THEN
        RAISE EXCEPTION 'role_assignment_administrator_holds_no_other_role' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""  # noqa: S608 - the roles are our own enumeration

# Whoever acts for another does so with exactly one role of that person, at its unit, within its dates, and hands it on to nobody.
ACTS_AS_ITS_SOURCE = """
    IF NOT EXISTS (
        SELECT FROM aid_portal_roleassignment source
        WHERE source.id = NEW.acting_for_id AND source.acting_for_id IS NULL AND source.user_id <> NEW.user_id
          AND source.role = NEW.role AND source.unit_id = NEW.unit_id AND source.starts_on <= NEW.starts_on
          AND (source.stage, source.grade, source.class_name, source.intake)
              IS NOT DISTINCT FROM (NEW.stage, NEW.grade, NEW.class_name, NEW.intake)
          AND coalesce(NEW.ends_on, NEW.starts_on) <= coalesce(source.ends_on, 'infinity')
    ) THEN
        RAISE EXCEPTION 'role_assignment_acts_as_its_source' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""


class RoleAssignmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RoleAssignmentQuerySet":
        """The own ones, those one has handed to others for a time, and for those who look after accounts all."""
        return self.filter(Q(user__in=User.objects.visible_to(user)) | Q(acting_for__user=user))

    def locked(self) -> "RoleAssignmentQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def for_list(self) -> "RoleAssignmentQuerySet":
        return self.select_related("user", "unit", "proposed_by", "decided_by", "acting_for__user")

    def acting(self) -> "RoleAssignmentQuerySet":
        return self.filter(acting_for__isnull=False)

    def in_force_on(self, day: date) -> "RoleAssignmentQuerySet":
        """Granted for that day; who acts for another has the role no longer than that one has it."""
        source = _in_force("acting_for__", day) & Q(acting_for__user__is_active=True)
        return self.filter(_in_force("", day), Q(acting_for=None) | source)


def _in_force(path: str, day: date) -> Q:
    ends = Q(**{f"{path}ends_on": None}) | Q(**{f"{path}ends_on__gte": day})
    return ends & Q(**{f"{path}status": AssignmentStatus.GRANTED, f"{path}starts_on__lte": day})


class RoleAssignment(Stateful, models.Model):
    """A role at a unit between two dates; proposed by one administrator, granted by another.

    A role that is exercised for somebody else says for which role of that person, until when and why; that one proposes it.
    A class teacher's may name the class as the roster called it then (`stage`, `grade`, `class_name`) and when it entered
    (`intake`): then it reaches no further than that class, on its way through the grades.
    """

    MOVES = ASSIGNMENT_MOVES

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("用户"))
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="assignments", verbose_name=_("单位"))
    stage = models.CharField(_("学段"), max_length=12, choices=SchoolStage.choices, blank=True)
    grade = models.PositiveSmallIntegerField(_("年级"), null=True)
    class_name = models.CharField(_("班级"), max_length=40, blank=True)
    intake = models.PositiveSmallIntegerField(_("入学年"), null=True)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    acting_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="handed_on", verbose_name=_("代理的任职"))
    reason = models.CharField(_("代理原因"), max_length=200, blank=True)
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
            models.CheckConstraint(
                name="role_assignment_acting_has_an_end_and_a_reason",
                condition=Q(acting_for=None) | (Q(ends_on__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="role_assignment_of_a_class_is_a_teachers",
                condition=Q(stage="", grade=None, class_name="", intake=None)
                | Q(role=Role.CLASS_TEACHER, stage__gt="", grade__isnull=False, class_name__gt="", intake__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="administrator_stands_alone",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__status=AssignmentStatus.GRANTED),
                func=ADMINISTRATOR_STANDS_ALONE,
            ),
            pgtrigger.Trigger(
                name="acts_as_its_source",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__acting_for__isnull=False),
                func=ACTS_AS_ITS_SOURCE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("role-assignment-detail", args=[self.pk])

    @property
    def school_class(self) -> SchoolClass | None:
        return SchoolClass(self.stage, self.grade, self.class_name) if self.grade else None

    @property
    def cohort(self) -> Cohort | None:
        return Cohort(self.stage, self.intake, self.class_name) if self.grade else None

    @property
    def class_label(self) -> str:
        """七年级1班; '' for a role that is held for the whole unit."""
        return school_classes.label(self.school_class) if self.school_class else ""
