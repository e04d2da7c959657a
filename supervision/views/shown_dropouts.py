"""What the ledgers and the file of one child show."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.choices import PairStatus
from students.models import MatchPair
from students.rules.grades import age_on
from subsidies.choices import PaperStatus, Place
from subsidies.forms.once import OnceNoteForm
from subsidies.models import Whereabouts
from supervision.actions.dropout_work import may_assign, may_take
from supervision.dropout_choices import OPEN_CASES, CaseStatus, Rung
from supervision.filters.dropouts import CLOSING, OPEN, DropoutFilter
from supervision.forms.dropouts import OpinionForm
from supervision.models import DropoutCase
from supervision.reports.dropout_days import days_in_force
from supervision.rules.dropouts import next_step
from supervision.views.dropout_stories import story_of


def pages(user: User, here: str) -> list[dict[str, Any]]:
    """The pages of the family, one beside the other, as far as this person may open them."""
    known = [
        (Permission.DROPOUT_VIEW, "dropout-list", _("个案台账")),
        (Permission.ABSENCE_VIEW, "absence-list", _("缺勤报告")),
        (Permission.DROPOUT_VIEW, "school-age-list", _("适龄儿童台账")),
        (Permission.CHECK_VIEW, "dropout-comparison", _("四查三比对")),
        (Permission.DROPOUT_VIEW, "dropout-month-list", _("月报")),
        (Permission.CHECK_VIEW, "dropout-quarter-list", _("季度复核")),
        (Permission.DROPOUT_VIEW, "dropout-days", _("期限")),
    ]
    return [
        {"label": label, "url": rows(f"supervision:{name}"), "current": name == here, "count": None}
        for permission, name, label in known
        if user.has(permission)
    ]


def ledger_tabs(found: DropoutFilter) -> list[dict[str, Any]]:
    """The ledgers with their counts under the other conditions."""
    cases = DropoutFilter(found.others, found.queryset, request=found.request).rows.order_by()
    counted = cases.aggregate(
        all=Count("pk", distinct=True),
        open=Count("pk", filter=Q(status__in=OPEN_CASES), distinct=True),
        closing=Count("pk", filter=Q(status__in=OPEN_CASES, closings__status=PaperStatus.PROPOSED), distinct=True),
        **{status: Count("pk", filter=Q(status=status), distinct=True) for status in CaseStatus.values},
    )
    labels = [("", _("全部"), "all"), (OPEN, _("在办"), "open")]
    labels += [(CaseStatus.SUSPECTED, _("疑似辍学台账"), "suspected"), (CaseStatus.DROPOUT, _("辍学台账"), "dropout")]
    labels += [(CLOSING, _("销号待核准"), "closing"), (CaseStatus.BACK, _("已复学"), "back")]
    labels += [(CaseStatus.STRUCK_OFF, _("已销号"), "struck_off")]
    chosen = found.data.get("state", "")
    return [
        {
            "label": label, "count": counted[name], "current": chosen == value,
            "url": rows("supervision:dropout-list", **found.others, state=value),
        }
        for value, label, name in labels
    ]  # fmt: skip


def case_page(case: DropoutCase, user: User) -> dict[str, Any]:
    waiting = (
        case.closings.filter(status=PaperStatus.PROPOSED).select_related("made_by", "file").first() if case.is_open else None
    )
    may_handle = case.is_open and user.has(Permission.DROPOUT_HANDLE)
    may_close = case.is_open and user.has(Permission.DROPOUT_CLOSE)
    return {
        "case": case,
        "facts": _facts(case, user),
        "following": _following(case),
        "waiting": waiting,
        "own": waiting is not None and waiting.made_by_id in user.stands_for,
        "ways": _ways(case, user) if may_handle else [],
        "confirm_form": OpinionForm() if may_close and case.status == CaseStatus.SUSPECTED and case.visits.exists() else None,
        "approve_form": OpinionForm() if may_close and waiting and waiting.made_by_id not in user.stands_for else None,
        "refuse_form": OnceNoteForm() if may_close and waiting else None,
        "visits": case.visits.select_related("recorded_by").prefetch_related("photos__file", "photos__thumbnail"),
        "steps": case.steps.select_related("taken_by", "file"),
        "measures": case.measures.select_related("made_by", "file"),
        "closings": case.closings.select_related("made_by", "decided_by", "file"),
        "story": story_of(case),
        "end": _end(case),
    }


def _facts(case: DropoutCase, user: User) -> list[tuple]:
    born = case.birth_date
    age = _("%(day)s（%(age)d岁）") % {"day": figures.day(born), "age": age_on(timezone.localdate(), born)} if born else _("不明")
    child = rows("students:student-detail", case.student_id) if case.student_id and user.has(Permission.STUDENT_VIEW) else ""
    return [
        (_("姓名"), case.name, child),
        (_("出生日期"), age),
        (_("来源"), case.get_source_display()),
        (_("镇街"), case.town or ""),
        (_("村（社区）"), case.village),
        (_("责任学校"), case.school or _("还没有指定")),
        (_("列入"), _("%(day)s %(term)s") % {"day": figures.day(case.opened_on), "term": case.term}),
        (_("最新比对"), *_place(case, user)),
        (_("情况"), case.note),
    ]


def _place(case: DropoutCase, user: User) -> tuple[str, str]:
    """What the check says, with its row for those who may see it."""
    if not case.place:
        return _("不在监测名单"), ""
    seen = Whereabouts.objects.visible_to(user).filter(record=case.record_id).order_by("-term__position").first()
    return str(Place(case.place).label), seen.get_absolute_url() if seen else ""


def _following(case: DropoutCase) -> dict[str, Any] | None:
    found = next_step(case.reached, case.reached_on, days_in_force()) if case.is_open else None
    if found is None:
        return None
    return {"rung": Rung(found.rung).label, "due_on": found.due_on, "late": found.days_late(timezone.localdate())}


def _ways(case: DropoutCase, user: User) -> list[dict[str, str]]:
    """What may be done next, the visit first."""
    found = next_step(case.reached, case.reached_on, days_in_force())
    ways = [(_("记录走访"), rows("supervision:dropout-visit", case.pk), "house")]
    if found and may_take(found.rung, case, user):
        label = _("登记“%(rung)s”") % {"rung": Rung(found.rung).label}
        ways.append((label, rows("supervision:dropout-step", case.pk), "arrow-up-right"))
    if case.school is None and may_assign(case, user):
        ways.insert(0, (_("指定责任学校"), rows("supervision:dropout-assign", case.pk), "building"))
    ways.append((_("登记措施"), rows("supervision:dropout-measure", case.pk), "heart-pulse"))
    if not case.closings.filter(status=PaperStatus.PROPOSED).exists():
        ways.append((_("申请销号"), rows("supervision:dropout-close", case.pk), "check-circle"))
    if user.has(Permission.PROOF_SUBMIT):
        listed = case.record_id if user.has(Permission.RECORD_VIEW) else None
        ways.append((_("登记县外就读证明"), rows("students:proof-submit", record=listed), "geo-alt"))
    pairs = MatchPair.objects.visible_to(user).filter(record=case.record_id, status=PairStatus.OPEN) if case.record_id else []
    ways += [(_("去核对"), rows("students:match-detail", pair.pk), "arrow-left-right") for pair in pairs]
    return [{"label": label, "url": url, "icon": icon} for label, url, icon in ways]


def _end(case: DropoutCase) -> str:
    if case.is_open:
        return ""
    words = {
        "day": figures.day(case.ended_on), "reason": case.get_reason_display(),
        "who": case.ended_by.name if case.ended_by else _("系统按最新数据"),
    }  # fmt: skip
    until = _("，有效至%(day)s") % {"day": figures.day(case.until)} if case.until else ""
    return (
        _("%(day)s，%(reason)s，%(who)s。") % words if not until else _("%(day)s，%(reason)s，%(who)s") % words + until + _("。")
    )
