"""propose, add, object_to, restore, hold, let_go: the rows of the lists before and beside their approval."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from psycopg2.extras import DateRange

from aid_portal import audit, figures
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.sql import execute, refresh_statistics
from students.actions.terms import open_term
from students.models import Enrolment, TermSetting
from subsidies.actions.part_terms import prorate, with_the_school
from subsidies.choices import EntitlementStatus, ListStatus, PaymentStatus
from subsidies.models import Entitlement, EntitlementList, PolicyVersion, Programme
from subsidies.rules.policy import parse, rate_on


@transaction.atomic
def propose(*, term: TermSetting, by: User) -> dict[str, int]:
    """What the check found due and no list holds yet goes to the schools; what it has taken back leaves their open lists.

    Counts of `lists`, `added` and `dropped`; run twice it changes nothing the second time. Where a programme counts by months or
    days, who came or left within the term is proposed the part, on the schools' open lists also after the fact.
    """
    open_term(term.pk)
    refresh_statistics("subsidies_decision", "subsidies_entitlement")
    params = {"term": term.pk, "first_day": term.term.first_day, "last_day": term.term.last_day, **_programmes()}
    counts = {"dropped": execute("subsidies", "drop_proposals", params)}
    counts["lists"] = execute("subsidies", "propose_lists", params)
    counts["added"] = execute("subsidies", "propose_entitlements", params)
    prorate(Entitlement.objects.all(), term)
    audit.record("subsidies.entitlements.proposed", by=by, target=term, after=counts)
    return counts


@transaction.atomic
def add(
    *, enrolment: Enrolment, programme: Programme, tier: str, basis: str, evidence: StoredFile | None = None,
    term: TermSetting | None = None, by: User,
) -> Entitlement:  # fmt: skip
    """A case that rests on documents and not on a list: on the open list of its school, at the rate of policy and tier.

    `term` where that is not the term of the enrolment: who has finished school is paid in the term after.
    """
    term = term or enrolment.term
    open_term(term.pk)
    refuse_empty(basis, _("请写明补报依据（文件、证明的名称和日期）。"), code="no_basis")
    policy = PolicyVersion.objects.in_force()
    law = parse(policy.document).programme(programme.code)
    rate = rate_on(law, term.pk, enrolment.stage, tier) if law else None
    if rate is None or enrolment.stage not in law.stages or law.boarding not in (None, enrolment.boarding):
        raise Refused(_("现行政策中，%(programme)s不适用于这名学生的学段、就读方式或档次。") % {"programme": programme})
    _refuse_second(enrolment, programme, term)
    entitlement = Entitlement.objects.create(
        student=enrolment.student, programme=programme, term=term, enrolment=enrolment, school=enrolment.school,
        list=open_list(enrolment.school, programme, term), basis=basis.strip(), evidence=evidence, policy=policy,
        exclusive_group=law.exclusive_group, period=DateRange(term.term.first_day, term.term.last_day, "[]"), tier=tier,
        full_amount=rate.amount, amount=rate.amount, proration=law.proration, waiver=law.waiver,
    )  # fmt: skip
    prorate(Entitlement.objects.filter(pk=entitlement.pk), term)
    entitlement.refresh_from_db(fields=["amount", "trace"])
    audit.record("subsidies.entitlement.added", by=by, target=entitlement, unit=enrolment.school, note=basis)
    return entitlement


@transaction.atomic
def object_to(*, entitlement: Entitlement, note: str, by: User) -> Entitlement:
    """The school doubts this row: it stays on the list with the reason and is not approved with the others."""
    refuse_empty(note, _("请写明异议原因。"))
    entitlement = with_the_school(entitlement)
    entitlement.move_to(EntitlementStatus.OBJECTED)
    entitlement.note, entitlement.rank = note.strip(), None
    entitlement.save(update_fields=["status", "note", "rank"])
    audit.record("subsidies.entitlement.objected", by=by, target=entitlement, unit=entitlement.school, note=note)
    return entitlement


@transaction.atomic
def restore(*, entitlement: Entitlement, by: User) -> Entitlement:
    """Back among the proposed; where its list has been decided meanwhile, on the supplementary list of the school."""
    entitlement = Entitlement.objects.locked().select_related("list", "school", "programme", "term").get(pk=entitlement.pk)
    _refuse_paid(entitlement)
    entitlement.move_to(EntitlementStatus.PROPOSED)
    if entitlement.list.status != ListStatus.DRAFT:
        entitlement.list = open_list(entitlement.school, entitlement.programme, entitlement.term)
    entitlement.note, entitlement.rank = "", None
    entitlement.save(update_fields=["status", "list", "note", "rank"])
    audit.record("subsidies.entitlement.restored", by=by, target=entitlement, unit=entitlement.school)
    return entitlement


@transaction.atomic
def hold(*, entitlement: Entitlement, until: date, note: str, by: User) -> Entitlement:
    """Not paid before somebody has looked at it again, on `until` at the latest; the others go on."""
    refuse_empty(note, _("请写明暂缓原因。"))
    entitlement = Entitlement.objects.locked().get(pk=entitlement.pk)
    entitlement.held_until, entitlement.hold_note, entitlement.held_by = until, note.strip(), by
    entitlement.save(update_fields=["held_until", "hold_note", "held_by"])
    audit.record("subsidies.entitlement.held", by=by, target=entitlement, note=f"{figures.day(until)} {note}")
    return entitlement


@transaction.atomic
def let_go(*, entitlement: Entitlement, note: str, by: User) -> Entitlement:
    entitlement = Entitlement.objects.locked().get(pk=entitlement.pk)
    entitlement.held_until, entitlement.hold_note, entitlement.held_by = None, "", None
    entitlement.save(update_fields=["held_until", "hold_note", "held_by"])
    audit.record("subsidies.entitlement.let_go", by=by, target=entitlement, note=note)
    return entitlement


def open_list(school: OrgUnit, programme: Programme, term: TermSetting) -> EntitlementList:
    """The list of the school that is not yet confirmed; a supplementary one where there is none. Locked until the end."""
    same = EntitlementList.objects.filter(school=school, programme=programme, term=term)
    waiting = same.exclude(status=ListStatus.APPROVED).select_for_update(of=("self",), no_key=True).first()
    if waiting and waiting.status != ListStatus.DRAFT:
        raise Refused(_("“%(list)s”正在县级审核，请等审批后再补报，或请县级退回。") % {"list": waiting}, ids=[waiting.pk])
    number = 1 + (same.aggregate(Max("number"))["number__max"] or 0)
    return waiting or EntitlementList.objects.create(school=school, programme=programme, term=term, number=number)


def _programmes() -> dict[str, list[str]]:
    programmes = PolicyVersion.objects.law().programmes
    return {
        "programmes": [each.code for each in programmes],
        "groups": [each.exclusive_group for each in programmes],
        "prorations": [each.proration for each in programmes],
    }


def _refuse_paid(entitlement: Entitlement) -> None:
    """It is paid once: a cancelled one that had reached the child has its recovery, and no second payment."""
    if entitlement.payments.filter(status=PaymentStatus.PAID).exists():
        message = _("这项资助已经发放过，取消后不能再列入名单；误取消而款项没有收回的，请核销追回任务并写明原因。")
        raise Refused(message, code="was_paid", ids=[entitlement.pk])


def _refuse_second(enrolment: Enrolment, programme: Programme, term: TermSetting) -> None:
    same = Entitlement.objects.filter(student=enrolment.student_id, programme=programme, term=term).first()
    if same:
        words = {"programme": programme, "state": same.get_status_display(), "amount": figures.yuan(Decimal(same.amount))}
        raise Refused(_("这名学生本学期已有%(programme)s（%(state)s，%(amount)s元），不能再报一次。") % words, ids=[same.pk])
