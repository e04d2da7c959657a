"""draft, change, submit, withdraw, send_back, discard: a rectification notice until somebody else signs it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.choices import OrgKind
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from supervision.actions.days import moment
from supervision.actions.issue_words import word_for
from supervision.choices import NoticeStatus
from supervision.models import Problem, RectificationNotice, VisitFinding
from supervision.reports.proposals import ProposedProblem
from supervision.rules.notice_drafts import refuse_plan_days

FACTS = (
    *("theme", "title", "inspected", "inspectors", "matters", "demands", "deadline_kind", "deadline_days", "plan_days"),
    *("responsible_person", "report_to", "contact", "phone", "copies"),
)


@transaction.atomic
def draft(
    *, unit: OrgUnit, facts: Mapping[str, object], problems: Sequence[ProposedProblem], on: date | None = None, by: User
) -> RectificationNotice:
    """`facts` are FACTS; the word follows from the theme. It has no number before it is issued."""
    if unit.kind == OrgKind.BUREAU:
        raise Refused(_("整改通知书发给被督查单位，不能发给县局。请选择学校、镇街或局直单位。"), code="own_bureau")
    notice = RectificationNotice(unit=unit, drafted_by=by, drafted_at=moment(on), **_worded(facts))
    notice.campaign_id = _campaign_of(problems)
    notice.save()
    _write(notice, problems)
    audit.record("supervision.notice.drafted", by=by, target=notice, unit=unit, after={"problems": len(problems)})
    return notice


@transaction.atomic
def change(
    *, notice: RectificationNotice, facts: Mapping[str, object], problems: Sequence[ProposedProblem], by: User
) -> RectificationNotice:
    notice = locked(notice)
    if notice.status != NoticeStatus.DRAFT:
        raise Refused(
            _("“%(notice)s”已提交，不能再修改。需要改动的，请先撤回或由签发人退回。") % {"notice": notice}, code="not_draft"
        )
    for name, value in _worded(facts).items():
        setattr(notice, name, value)
    notice.campaign_id = _campaign_of(problems)
    notice.save()
    notice.problems.all().delete()
    _write(notice, problems)
    audit.record("supervision.notice.changed", by=by, target=notice, unit=notice.unit, after={"problems": len(problems)})
    return notice


@transaction.atomic
def submit(*, notice: RectificationNotice, by: User) -> RectificationNotice:
    notice = locked(notice)
    if not notice.problems.exists():
        raise Refused(_("通知书里还没有问题，请至少写明一项再提交。"), code="no_problem")
    notice.move_to(NoticeStatus.SUBMITTED)
    notice.return_note = ""
    notice.save(update_fields=["status", "return_note"])
    audit.record("supervision.notice.submitted", by=by, target=notice, unit=notice.unit)
    return notice


@transaction.atomic
def withdraw(*, notice: RectificationNotice, by: User) -> RectificationNotice:
    """The drafter takes it back to mend it."""
    notice = locked(notice)
    if notice.drafted_by_id != by.pk:
        raise Refused(_("只有拟稿人能撤回；签发人请用“退回”。"), code="not_drafter")
    notice.move_to(NoticeStatus.DRAFT)
    notice.save(update_fields=["status"])
    audit.record("supervision.notice.withdrawn", by=by, target=notice, unit=notice.unit)
    return notice


@transaction.atomic
def send_back(*, notice: RectificationNotice, note: str, by: User) -> RectificationNotice:
    refuse_empty(note, _("请写明退回的原因。"))
    notice = locked(notice)
    notice.move_to(NoticeStatus.DRAFT)
    notice.return_note = note.strip()
    notice.save(update_fields=["status", "return_note"])
    audit.record("supervision.notice.returned", by=by, target=notice, unit=notice.unit, note=note)
    return notice


@transaction.atomic
def discard(*, notice: RectificationNotice, by: User) -> RectificationNotice:
    """It never had a number; its findings may be taken up by another draft."""
    notice = locked(notice)
    notice.move_to(NoticeStatus.DISCARDED)
    notice.save(update_fields=["status"])
    free_findings(notice)
    audit.record("supervision.notice.discarded", by=by, target=notice, unit=notice.unit)
    return notice


def locked(notice: RectificationNotice) -> RectificationNotice:
    return RectificationNotice.objects.locked().select_related("word", "unit").get(pk=notice.pk)


def free_findings(notice: RectificationNotice) -> None:
    notice.problems.update(finding=None)


def _worded(facts: Mapping[str, object]) -> dict[str, object]:
    refuse_plan_days(facts["plan_days"], facts["deadline_days"])
    return {name: facts[name] for name in FACTS} | {"word": word_for(str(facts["theme"]))}


def _campaign_of(problems: Sequence[ProposedProblem]) -> int | None:
    campaigns = {problem.finding.visit.campaign_id for problem in problems if problem.finding}
    return campaigns.pop() if len(campaigns) == 1 else None


def _write(notice: RectificationNotice, problems: Sequence[ProposedProblem]) -> None:
    _take_up(notice, [problem.finding.pk for problem in problems if problem.finding])
    for position, problem in enumerate(problems, start=1):
        Problem.objects.create(
            notice=notice, position=position, finding=problem.finding, severity=problem.severity, fact=problem.fact.strip(),
            evidence=problem.evidence.strip(), basis=problem.basis.strip(), demand=problem.demand.strip(),
            immediate=problem.immediate, responsible_unit=problem.responsible_unit.strip(),
            responsible_person=problem.responsible_person.strip(),
        )  # fmt: skip


def _take_up(notice: RectificationNotice, keys: Sequence[int]) -> None:
    """Findings of this unit from visits that stand, each in one notice: of two drafters at once the second is told."""
    found = VisitFinding.objects.locked().filter(pk__in=keys).select_related("visit").order_by("pk")
    for finding in found:
        if finding.visit.unit_id != notice.unit_id or finding.visit.voided_at:
            raise Refused(
                _("“%(finding)s”不是这个单位现行督查记录里的问题，请重新选择。") % {"finding": finding}, code="not_of_unit"
            )
    taken = Problem.objects.filter(finding__in=keys).select_related("notice__word").order_by("pk").first()
    if taken:
        words = {"finding": taken.finding_id, "notice": taken.notice}
        raise Refused(_("选中的问题已列入“%(notice)s”，请刷新后重新选择。") % words, code="taken", ids=[taken.finding_id])
