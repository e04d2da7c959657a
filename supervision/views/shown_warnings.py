"""What the page of a warning shows: facts, both rows of the list, what was done, what may be done now."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import Student
from students.sheets import record_words
from subsidies.choices import PaperStatus
from subsidies.forms.once import OnceForm, OnceNoteForm
from supervision.actions.warning_deeds import may_handle
from supervision.forms.warnings import AnswerForm, CloseWarningForm, TimeForm
from supervision.models import EarlyWarning, HardshipReport, Household, WarningRequest
from supervision.reports.warning_papers import papers_of
from supervision.reports.warning_words import MENDS, deadline_of, warning_words
from supervision.tables.notices import standing_badge
from supervision.warning_choices import WarningKind, WarningRequestKind, WarningStatus


def warning_page(warning: EarlyWarning, user: User) -> dict[str, Any]:
    requests = list(warning.requests.select_related("made_by", "decided_by").order_by("pk"))
    asked = next((each for each in requests if each.status == PaperStatus.PROPOSED), None) if warning.is_standing else None
    return {
        "warning": warning,
        "sentence": warning_words().sentence(warning),
        "mends": MENDS[WarningKind(warning.kind)],
        "standing": standing_badge(deadline_of(warning, timezone.localdate())),
        "facts": _facts(warning, user),
        "differences": list(record_words.differences(warning.before, warning.record)) if _may_compare(user) else [],
        "asked": asked,
        "story": _story(warning, requests),
        "files": list(papers_of(warning)),
        **_forms(warning, user, asked),
    }


def _may_compare(user: User) -> bool:
    """The departments' rows are the bureau's; a school is told the sentence."""
    return user.has(Permission.RECORD_VIEW)


def _forms(warning: EarlyWarning, user: User, asked: WarningRequest | None) -> dict[str, Any]:
    handles = warning.is_standing and user.has(Permission.WARNING_HANDLE) and may_handle(warning, user)
    decides = asked is not None and user.has(Permission.WARNING_CLOSE)
    return {
        "answer_form": AnswerForm() if handles else None,
        "close_form": CloseWarningForm(initial={"seen": warning.facts_hash}) if handles and not asked else None,
        "time_form": TimeForm() if handles and not asked and warning.due_on else None,
        "approve_form": OnceForm() if decides and asked and asked.made_by_id not in user.stands_for else None,
        "refuse_form": OnceNoteForm() if decides else None,
        "own_request": bool(decides and asked and asked.made_by_id in user.stands_for),
    }


def _facts(warning: EarlyWarning, user: User) -> list[tuple]:
    return [
        (_("学生"), warning.name, _child(warning, user)),
        (_("就读学校或户籍镇街"), warning.place),
        (_("责任单位"), warning.owner),
        *([(_("户编号"), warning.household_number, _household(warning, user))] if warning.household_number else []),
        (_("预警日期"), figures.day(warning.raised_on)),
        (_("办理期限"), figures.day(warning.due_on) if warning.due_on else _("待录入节假日安排后计算")),
        *_sources(warning, user),
        *([(_("再次出现"), _("%(times)s次") % {"times": warning.reopened})] if warning.reopened else []),
    ]


def _household(warning: EarlyWarning, user: User) -> str:
    """Its page, for those who see every household; a list that was taken back leads nowhere."""
    if not user.has(Permission.RECORD_VIEW):
        return ""
    found = Household.objects.visible_to(user).filter(pk=warning.record_id).first()
    return found.get_absolute_url() if found else ""


def _sources(warning: EarlyWarning, user: User) -> Iterator[tuple]:
    if warning.report and HardshipReport.objects.visible_to(user).filter(pk=warning.report_id).exists():
        yield _("突发困难报告"), _("看报告的情况"), warning.report.get_absolute_url()
    if warning.release:
        lists = user.has(Permission.RECORD_VIEW)
        yield _("所据名单"), warning.release, warning.release.get_absolute_url() if lists else ""
        if lists and warning.record:
            yield _("名单记录"), _("第%(row)s行") % {"row": warning.record.row}, warning.record.get_absolute_url()
    if warning.term:
        yield _("学期"), warning.term
    if warning.entitlement_id and user.has(Permission.ENTITLEMENT_VIEW):
        yield _("享受资助"), _("查看这项资助"), rows("subsidies:entitlement-detail", warning.entitlement_id)


def _child(warning: EarlyWarning, user: User) -> str:
    seen = warning.student_id and Student.objects.visible_to(user).filter(pk=warning.student_id).exists()
    return rows("students:student-detail", warning.student_id) if seen and user.has(Permission.STUDENT_VIEW) else ""


def _story(warning: EarlyWarning, requests: list[WarningRequest]) -> list[dict[str, Any]]:
    told = [
        _told(each.made_at, each.made_by, _("填写处理情况"), "", each.text) for each in warning.answers.select_related("made_by")
    ]
    for request in requests:
        told.append(_told(request.made_at, request.made_by, _asks(request), "", request.reason))
        if request.decided_at:
            yes = request.status == PaperStatus.APPROVED
            what = (_("同意：%(what)s") if yes else _("不同意：%(what)s")) % {"what": _asks(request)}
            told.append(
                _told(request.decided_at, request.decided_by, what, "success" if yes else "danger", request.decision_note)
            )
    if warning.status in (WarningStatus.MENDED, WarningStatus.WITHDRAWN):
        mended = warning.status == WarningStatus.MENDED
        what = _("事实已改正，自动销号") if mended else _("所依据的名单或报告已撤回，预警撤销")
        told.append(_told(warning.settled_at, _("系统"), what, "success" if mended else ""))
    return sorted(told, key=lambda each: each["at"], reverse=True)


def _asks(request: WarningRequest) -> str:
    if request.kind == WarningRequestKind.EXTEND:
        return _("申请延期至%(day)s") % {"day": figures.day(request.due_after)}
    return _("申请办结")


def _told(at: Any, who: Any, what: str, tone: str = "", note: str = "") -> dict[str, Any]:
    return {"at": at, "who": getattr(who, "name", who), "what": what, "tone": tone, "note": note}
