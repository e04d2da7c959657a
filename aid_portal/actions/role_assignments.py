"""propose, grant, refuse, revoke, appoint — who holds which role where (三员分立; maker and checker differ)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, school_classes
from aid_portal.actions import users
from aid_portal.choices import ADMINISTRATORS, AssignmentStatus, OrgKind, Role
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, RoleAssignment, User
from aid_portal.roles import ROLE_UNITS
from aid_portal.school_classes import SchoolClass


@transaction.atomic
def propose(
    *, user: User, role: Role | str, unit: OrgUnit, starts_on: date, ends_on: date | None = None, class_label: str = "", by: User
) -> RoleAssignment:
    """Nothing holds until another administrator grants it. `class_label`: 七年级1班, for a class teacher of one class."""
    if user.pk == by.pk:
        raise Refused(_("不能为自己提出任职，请由另一位系统管理员办理。"), code="own_assignment")
    assignment = RoleAssignment(
        user=user, role=Role(role), unit=unit, starts_on=starts_on, ends_on=ends_on, proposed_by=by, proposed_at=timezone.now(),
        **_class_of(role, unit, class_label),
    )  # fmt: skip
    refuse_unfit(assignment)
    assignment.save()
    record("proposed", assignment, by=by)
    return assignment


@transaction.atomic
def grant(*, assignment: RoleAssignment, by: User) -> RoleAssignment:
    """In force from its first day; the user logs in anew to have it."""
    User.objects.locked().get(pk=assignment.user_id)
    assignment = RoleAssignment.objects.locked().get(pk=assignment.pk)
    _refuse_own(assignment, by)
    assignment.move_to(AssignmentStatus.GRANTED)
    refuse_unfit(assignment)
    _decide(assignment, by)
    users.end_sessions(assignment.user)
    record("granted", assignment, by=by)
    return assignment


@transaction.atomic
def refuse(*, assignment: RoleAssignment, note: str, by: User) -> RoleAssignment:
    assignment = RoleAssignment.objects.locked().get(pk=assignment.pk)
    _refuse_own(assignment, by)
    assignment.move_to(AssignmentStatus.REFUSED)
    _decide(assignment, by)
    record("refused", assignment, note=note, by=by)
    return assignment


@transaction.atomic
def revoke(*, assignment: RoleAssignment, note: str, by: User) -> RoleAssignment:
    """Ends at once, with the sessions of the user."""
    assignment = RoleAssignment.objects.locked().get(pk=assignment.pk)
    if assignment.user_id == by.pk:
        raise Refused(_("不能撤销自己的任职，请由另一位安全管理员办理。"), code="own_assignment")
    assignment.move_to(AssignmentStatus.REVOKED)
    assignment.save(update_fields=["status"])
    users.end_sessions(assignment.user)
    record("revoked", assignment, note=note, by=by)
    return assignment


@transaction.atomic
def appoint(
    *, user: User, role: Role | str, unit: OrgUnit, starts_on: date, ends_on: date | None = None, by: str
) -> RoleAssignment:
    """In force without a second person: for the console of a new installation only, and recorded as such."""
    assignment = RoleAssignment(
        user=user, role=Role(role), unit=unit, starts_on=starts_on, ends_on=ends_on, status=AssignmentStatus.GRANTED
    )
    refuse_unfit(assignment)
    assignment.save()
    record("granted", assignment, by=by)
    return assignment


def _class_of(role: Role | str, unit: OrgUnit, label: str) -> dict[str, str | int]:
    place = school_classes.of_role(role, unit, label)
    return {**place._asdict(), "intake": school_classes.intake(unit, place)} if place else {}


def _decide(assignment: RoleAssignment, by: User) -> None:
    assignment.decided_by, assignment.decided_at = by, timezone.now()
    assignment.save(update_fields=["status", "decided_by", "decided_at"])


def _refuse_own(assignment: RoleAssignment, by: User) -> None:
    if by.pk in {assignment.proposed_by_id, assignment.user_id}:
        raise Refused(_("提出人和本人都不能批准这项任职，请由另一位安全管理员办理。"), code="same_person")


def refuse_unfit(assignment: RoleAssignment) -> None:
    words = {"user": assignment.user, "role": assignment.get_role_display(), "unit": assignment.unit}
    if assignment.ends_on and assignment.ends_on < assignment.starts_on:
        raise Refused(_("结束日期早于开始日期，请检查。"), code="dates")
    if not assignment.user.is_active:
        raise Refused(_("“%(user)s”的账号已停用，请先启用。") % words, code="disabled_user")
    if assignment.user.is_service and Role(assignment.role) in ADMINISTRATORS:
        raise Refused(_("“%(user)s”是接口账号，不能担任%(role)s。") % words, code="service", ids=[assignment.user_id])
    if assignment.unit.closed_on:
        raise Refused(_("“%(unit)s”已撤销，请选择其他单位。") % words, code="closed_unit")
    if assignment.unit.kind not in ROLE_UNITS[Role(assignment.role)]:
        kinds = "、".join(str(OrgKind(kind).label) for kind in sorted(ROLE_UNITS[Role(assignment.role)]))
        raise Refused(_("“%(role)s”只能在%(kinds)s任职，“%(unit)s”不是。") % {**words, "kinds": kinds}, code="unit_kind")
    if _open_beside(assignment).filter(**_same_work(assignment)).exists():
        raise Refused(_("“%(user)s”在“%(unit)s”已有同样的任职或待批准的任职。") % words, code="same_assignment")
    other = next((each for each in _open_beside(assignment) if not can_be_held_together(each.role, assignment.role)), None)
    if other:
        message = _("系统、安全、审计管理员不得兼任其他角色：“%(user)s”已是“%(other)s”。请先撤销原任职，或选择其他人员。")
        raise Refused(message % {**words, "other": other.get_role_display()}, code="administrator_stands_alone", ids=[other.pk])


def can_be_held_together(one: str, other: str) -> bool:
    """The three administrators hold nothing else, neither a second administrator's role nor a business role (D5)."""
    return one == other or not {one, other} & ADMINISTRATORS


def _same_work(assignment: RoleAssignment) -> dict[str, Any]:
    return {name: getattr(assignment, name) for name in ("role", "unit", *SchoolClass._fields, "intake")}


def _open_beside(assignment: RoleAssignment) -> QuerySet[RoleAssignment]:
    """Granted or proposed assignments of the same person on at least one same day."""
    others = RoleAssignment.objects.filter(user=assignment.user, status__in=[AssignmentStatus.PROPOSED, AssignmentStatus.GRANTED])
    begins = Q() if assignment.ends_on is None else Q(starts_on__lte=assignment.ends_on)
    return others.exclude(pk=assignment.pk).filter(begins, Q(ends_on=None) | Q(ends_on__gte=assignment.starts_on))


def record(past: str, assignment: RoleAssignment, *, note: str = "", by: User | str) -> None:
    facts = {
        "username": assignment.user.username,
        "role": assignment.role,
        "unit": assignment.unit.code,
        "class": assignment.class_label,
        "starts_on": assignment.starts_on,
        "ends_on": assignment.ends_on,
        "status": assignment.status,
    }
    if assignment.acting_for:
        facts["acting_for"] = assignment.acting_for.user.username
    audit.record(f"portal.role_assignment.{past}", by=by, target=assignment, unit=assignment.unit, after=facts, note=note)
