"""propose, end — a role exercised for somebody who is away: proposed by that one, granted by the security administrator."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import delegations
from aid_portal.actions import role_assignments
from aid_portal.choices import AssignmentStatus
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import RoleAssignment, User

LASTING = (AssignmentStatus.PROPOSED, AssignmentStatus.GRANTED)


@transaction.atomic
def propose(*, sources: Collection[int], to: User, starts_on: date, ends_on: date, reason: str, by: User) -> list[RoleAssignment]:
    """Of each of the own roles chosen one for the other; nothing holds until it is granted."""
    refuse_empty(reason, _("请写明代理的原因，如出差、培训、请假。"))
    User.objects.locked().get(pk=by.pk)  # two proposals at once would not see each other
    found = list(delegations.own_roles(by).filter(pk__in=sources))
    if not found or len(found) != len(set(sources)):
        raise Refused(_("请选择您自己现在的任职；代理来的任职、系统管理类任职不能再委托。"), code="not_yours")
    if starts_on < timezone.localdate():
        raise Refused(_("开始日期不能早于今天。"), code="dates")
    made = [_made(source, to, starts_on, ends_on, reason.strip(), by) for source in found]
    for each in made:
        each.save()
        role_assignments.record("proposed", each, note=each.reason, by=by)
    return made


@transaction.atomic
def end(*, assignment: RoleAssignment, note: str, by: User) -> RoleAssignment:
    """Before its day, by either of the two; what nobody has granted yet is taken back by who proposed it."""
    refuse_empty(note, _("请写明结束代理的原因。"))
    assignment = RoleAssignment.objects.locked().select_related("acting_for__user", "user", "unit").get(pk=assignment.pk)
    principal = assignment.acting_for.user_id if assignment.acting_for else None
    proposed = assignment.status == AssignmentStatus.PROPOSED
    if principal is None or by.pk not in ({principal} if proposed else {principal, assignment.user_id}):
        raise Refused(_("这项代理不由您结束，请联系委托人或安全管理员。"), code="not_yours")
    assignment.move_to(AssignmentStatus.WITHDRAWN if proposed else AssignmentStatus.REVOKED)
    assignment.save(update_fields=["status"])
    role_assignments.record("withdrawn" if proposed else "revoked", assignment, note=note, by=by)
    return assignment


def _made(source: RoleAssignment, to: User, starts_on: date, ends_on: date, reason: str, by: User) -> RoleAssignment:
    words = {"role": source.get_role_display(), "unit": source.unit, "to": to}
    if not delegations.colleagues(by).filter(pk=to.pk, assignments__unit=source.unit).exists():
        raise Refused(_("“%(to)s”在“%(unit)s”没有任职，不能代理；请选择本单位的同事。") % words, code="not_a_colleague")
    if source.ends_on and ends_on > source.ends_on:
        words["day"] = source.ends_on
        raise Refused(_("您的“%(role)s”任职到%(day)s为止，代理不能更晚结束。") % words, code="dates")
    if other := _beside(source, starts_on, ends_on):
        words["other"] = other.user
        raise Refused(_("“%(role)s”在这段时间已委托给“%(other)s”，请先结束那一项。") % words, code="handed_on", ids=[other.pk])
    made = RoleAssignment(
        user=to, role=source.role, unit=source.unit, starts_on=starts_on, ends_on=ends_on, acting_for=source, reason=reason,
        proposed_by=by, proposed_at=timezone.now(), stage=source.stage, grade=source.grade, class_name=source.class_name,
        intake=source.intake,
    )  # fmt: skip
    role_assignments.refuse_unfit(made)
    return made


def _beside(source: RoleAssignment, starts_on: date, ends_on: date) -> RoleAssignment | None:
    days = Q(starts_on__lte=ends_on, ends_on__gte=starts_on)
    return source.handed_on.filter(days, status__in=LASTING).select_related("user").first()
