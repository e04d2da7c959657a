"""make, post, submit, review, approve, send_back: a school's determinations through notice and county to the record."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, Stale, refuse_empty
from aid_portal.models import OrgUnit, User
from students.actions import determined, public_notices
from students.actions.public_notices import Line, Posting
from students.actions.rounds import running
from students.determination_choices import ApplicationStatus, DeterminationListStatus, NoticeColumn
from students.models import Application, DeterminationList, DeterminationRound, Objection, PublicNotice
from students.sheets.rosters import grade_word

S = DeterminationListStatus


@transaction.atomic
def make(*, round: DeterminationRound, school: OrgUnit, by: User) -> DeterminationList:
    """All whom the school has determined and no list names yet; one list of a school is under way at a time."""
    round = running(round)
    school = OrgUnit.objects.select_for_update(no_key=True).get(pk=school.pk)
    lists = DeterminationList.objects.filter(round=round, school=school)
    if under_way := lists.exclude(status=S.APPROVED).first():
        raise Refused(_("“%(list)s”还在办理，请先办完。") % {"list": under_way}, code="under_way", ids=[under_way.pk])
    number = (lists.aggregate(last=Max("number"))["last"] or 0) + 1
    made = DeterminationList.objects.create(round=round, school=school, number=number, made_by=by)
    if not _gather(made):
        raise Refused(_("还没有学校已认定、待上报的学生。"), code="empty")
    _record("made", made, by)
    return made


@transaction.atomic
def post(*, determination_list: DeterminationList, posting: Posting, by: User, today: date | None = None) -> PublicNotice:
    """Those who were determined meanwhile come along; a list that was posted before begins its days anew."""
    locked = taken_up(determination_list)
    if locked.status in (S.POSTED, S.RETURNED):
        _withdraw_standing(locked, by, today)
        locked.move_to(S.DRAFT)
    _gather(locked)
    locked.move_to(S.POSTED)
    locked.save(update_fields=["status"])
    rows = locked.applications.filter(status=ApplicationStatus.DECIDED)
    return public_notices.post(school=locked.school, posting=posting, lines=map(_line, _in_order(rows)), by=by, today=today)


@transaction.atomic
def submit(*, determination_list: DeterminationList, by: User) -> DeterminationList:
    """To the county, as posted: whoever was added or changed since must be posted first."""
    locked = taken_up(determination_list)
    notice = standing_notice(locked)
    if notice is None:
        raise Refused(_("名单还没有公示，不能上报。"), code="not_posted")
    posted = set(notice.rows.values_list("application", "tier"))
    now = list(locked.applications.filter(status=ApplicationStatus.DECIDED).values_list("pk", "tier"))
    if not now:
        raise Refused(_("名单里没有待审批的学生。"), code="empty")
    if other := [pk for pk, tier in now if (pk, tier) not in posted]:
        message = _("有%(count)d名学生与公示的内容不同，请重新公示后再上报。")
        raise Refused(message % {"count": len(other)}, code="not_as_posted", ids=other)
    locked.move_to(S.SUBMITTED)
    locked.return_note = ""
    return _stamped(locked, "submitted", by)


@transaction.atomic
def review(*, determination_list: DeterminationList, by: User) -> DeterminationList:
    locked = taken_up(determination_list)
    _refuse_own(locked, by)
    locked.move_to(S.REVIEWED)
    return _stamped(locked, "reviewed", by)


@transaction.atomic
def approve(
    *, determination_list: DeterminationList, seen: int, by: User, today: date | None = None
) -> tuple[DeterminationList, int]:
    """After the last day of the notice; who is under objection is held, the others go on. Answers how many were approved.

    `seen` is the number of children that the approver had before his eyes.
    """
    locked, today = taken_up(determination_list), today or timezone.localdate()
    _refuse_own(locked, by)
    _refuse_early(locked, today)
    rows = list(_in_order(locked.applications.filter(status=ApplicationStatus.DECIDED)))
    if len(rows) != seen:
        message = _("名单现在有%(now)d人，与您看到的%(seen)d人不同，请重新核对后再审批。")
        raise Stale(message % {"now": len(rows), "seen": seen})
    held = set(locked.applications.filter(notice_rows__objections__in=Objection.objects.holding()).values_list("pk", flat=True))
    free = [row for row in rows if row.pk not in held]
    determined.approve(free, today)
    locked.move_to(S.APPROVED)
    return _stamped(locked, "approved", by, {"approved": len(free), "held": len(held)}), len(free)


@transaction.atomic
def approve_held(*, application: Application, by: User, today: date | None = None) -> Application:
    """One who was held: his objection was answered as unfounded, so that what was posted stands."""
    if application.list is None:
        raise Refused(_("这名学生还不在认定名单里，不能审批。"), code="not_listed", ids=[application.pk])
    locked = taken_up(application.list)
    application = Application.objects.locked().select_related("round__term", "enrolment__school").get(pk=application.pk)
    _refuse_own(locked, by)
    if locked.status != S.APPROVED or application.status != ApplicationStatus.DECIDED:
        raise Stale(_("这名学生现在不在待审批状态，请刷新页面。"))
    if application.notice_rows.filter(objections__in=Objection.objects.holding()).exists():
        raise Refused(_("异议还没有答复，不能审批。"), code="under_objection", ids=[application.pk])
    determined.approve([application], today or timezone.localdate())
    audit.record("students.application.approved", by=by, target=application, unit=locked.school)
    return application


@transaction.atomic
def send_back(*, determination_list: DeterminationList, note: str, by: User) -> DeterminationList:
    """With the reason, by whoever's turn it is; the hands it went through begin anew."""
    refuse_empty(note, _("请写明退回原因。"))
    locked = taken_up(determination_list)
    locked.move_to(S.RETURNED)
    locked.return_note = note.strip()
    locked.submitted_by = locked.submitted_at = locked.reviewed_by = locked.reviewed_at = None
    locked.save(update_fields=["status", "return_note", "submitted_by", "submitted_at", "reviewed_by", "reviewed_at"])
    audit.record("students.determination_list.returned", by=by, target=locked, unit=locked.school, note=note)
    return locked


def standing_notice(determination_list: DeterminationList) -> PublicNotice | None:
    return determination_list.public_notices.filter(withdrawn_on=None).order_by("-pk").first()


def taken_up(determination_list: DeterminationList) -> DeterminationList:
    return DeterminationList.objects.locked().select_related("round__term", "school").get(pk=determination_list.pk)


def _gather(determination_list: DeterminationList) -> int:
    loose = Application.objects.filter(
        round=determination_list.round_id, enrolment__school=determination_list.school_id, list=None,
        status=ApplicationStatus.DECIDED,
    )  # fmt: skip
    return Application.objects.filter(pk__in=list(loose.values_list("pk", flat=True))).update(list=determination_list)


def _withdraw_standing(determination_list: DeterminationList, by: User, today: date | None) -> None:
    if notice := standing_notice(determination_list):
        public_notices.withdraw(notice=notice, reason=_("名单有变化，重新公示。"), by=by, today=today)


def _refuse_early(determination_list: DeterminationList, today: date) -> None:
    notice = standing_notice(determination_list)
    if notice is None or not notice.is_over(today):
        words = {"until": notice.ends_on if notice else "—"}
        raise Refused(_("公示到%(until)s才结束，期满后的第二天起才能审批。") % words, code="notice_running")


def _refuse_own(determination_list: DeterminationList, by: User) -> None:
    if by.stands_for & {determination_list.submitted_by_id, determination_list.reviewed_by_id, determination_list.made_by_id}:
        raise Refused(_("这份名单由您本人编制、上报或审核过，须由另一人办理。"), code="own_work")


def _in_order(rows):
    return rows.select_related("round__term", "enrolment__school").order_by(
        "enrolment__stage", "enrolment__grade", "enrolment__class_name", "enrolment__name", "pk"
    )


def _line(application: Application) -> Line:
    child = application.enrolment
    cells = {
        NoticeColumn.NAME: child.name,
        NoticeColumn.SCHOOL: str(child.school),
        NoticeColumn.GRADE: grade_word(child.stage, child.grade),
        NoticeColumn.CLASS: child.class_name,
        NoticeColumn.MAJOR: child.major,
        NoticeColumn.TIER: application.get_tier_display(),
    }
    return Line(cells, application, application.tier)


def _stamped(determination_list: DeterminationList, word: str, by: User, after: dict | None = None) -> DeterminationList:
    setattr(determination_list, f"{word}_by", by)
    setattr(determination_list, f"{word}_at", timezone.now())
    determination_list.save(update_fields=["status", "return_note", f"{word}_by", f"{word}_at"])
    _record(word, determination_list, by, after)
    return determination_list


def _record(word: str, determination_list: DeterminationList, by: User, after: dict | None = None) -> None:
    audit.record(
        f"students.determination_list.{word}", by=by, target=determination_list, unit=determination_list.school, after=after
    )
