"""What the pages of a round show: its days, how far it has come, what a school may do next."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.forms.once import OnceForm
from aid_portal.links import rows
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from students.actions.rounds import usual_days
from students.determination_choices import RoundStatus
from students.models import AdvanceNotice, Application, DeterminationRound, ReviewMeeting
from students.reports.round_progress import Totals, reached_labels, totals
from students.views.shown_lists import school_lists

LAST = 5  # how many of each kind a school's page shows


def usual_facts(request: HttpRequest) -> dict[str, Any]:
    """The days counted from the one typed, or from today; the numbers that the law and the model give."""
    typed = request.POST if "usual" in request.POST else {}
    begins = parse_date(typed.get("opens_on", "")) if typed else None
    plain = {name: DeterminationRound._meta.get_field(name).default
             for name in ("posting_days", "answer_days", "class_members", "school_members", "scoring")}  # fmt: skip
    return {**plain, **usual_days(begins or timezone.localdate()), **({"term": typed.get("term")} if typed else {})}


def round_facts(round: DeterminationRound) -> list[tuple]:
    span = {"start": figures.day(round.opens_on), "end": figures.day(round.applications_until)}
    return [
        (_("学期"), round.term, rows("students:term-detail", round.term_id)),
        (_("申请时间"), _("%(start)s至%(end)s") % span),
        (_("学校完成期限"), _until(round.due_on, round)),
        (_("新生完成期限"), _until(round.newcomers_due_on, round)),
        (_("公示"), _("%(days)d个工作日") % {"days": round.posting_days}),
        (_("异议答复"), _answer_days(round)),
        (_("发起"), f"{round.made_by.name} {figures.minute(round.made_at)}"),
    ]


def _answer_days(round: DeterminationRound) -> str:
    """What the product brings waits for a document of the county."""
    usual = round.answer_days == DeterminationRound._meta.get_field("answer_days").default
    return (_("%(days)d个工作日内（待核定）") if usual else _("%(days)d个工作日内")) % {"days": round.answer_days}


def _until(day: date, round: DeterminationRound) -> str:
    left = (day - timezone.localdate()).days
    if round.status != RoundStatus.RUNNING:
        return figures.day(day)
    words = _("%(day)s，还有%(left)d天") if left >= 0 else _("%(day)s，已过%(late)d天")
    return words % {"day": figures.day(day), "left": left, "late": -left}


def stats(found: Totals, round: DeterminationRound, school: OrgUnit | None = None) -> list[dict[str, Any]]:
    """Each number with the address of its rows."""
    here = {"term": round.term_id, **({"school": school.code} if school else {})}
    told = _stat(_("已告知"), found.told, _("人次"), rows("students:advance-notice-list", **here))
    cards = [
        _stat(label, getattr(found, name), _("人"), rows("students:application-list", reached=name, **here))
        for name, label in reached_labels().items()
    ]
    late = _stat(_("逾期未完成"), found.late, _("人"), rows("students:application-list", late="yes", **here))
    return [told, *cards, {**late, "tone": "warning" if found.late else ""}]


def _stat(label: str, number: int, unit: str, url: str) -> dict[str, Any]:
    return {"label": label, "value": figures.count(number), "unit": unit, "url": url, "tone": ""}


def round_context(round: DeterminationRound, schools: QuerySet[OrgUnit], user: User) -> dict[str, Any]:
    manages = user.has(Permission.ROUND_MANAGE)
    return {
        "round": round,
        "facts": round_facts(round),
        "stats": stats(totals(schools, round, timezone.localdate(), user), round),
        "may_change": manages and round.status == RoundStatus.RUNNING,
        "may_close": manages and RoundStatus.CLOSED in round.open_moves(),
        "may_reopen": manages and RoundStatus.RUNNING in round.open_moves(),
        "once_form": OnceForm(),
    }


def school_page(round: DeterminationRound, school: OrgUnit, user: User) -> dict[str, Any]:
    only = OrgUnit.objects.visible_to(user).filter(pk=school.pk)
    runs = round.status == RoundStatus.RUNNING
    collects, decides = user.has(Permission.APPLICATION_COLLECT) and runs, user.has(Permission.DETERMINATION_DECIDE) and runs
    waiting = Application.objects.visible_to(user).filter(round=round, enrolment__school=school)
    return {
        **round_context(round, only, user),
        "school": school,
        "facts": round_facts(round)[:4],
        "stats": stats(totals(only, round, timezone.localdate(), user), round, school),
        "may_tell": collects,
        "may_collect": collects,
        "may_take_in": decides,
        "returned": waiting.filter(status="draft").exclude(return_note="").for_list()[:LAST],
        "told": AdvanceNotice.objects.visible_to(user).filter(round=round, school=school).for_list()[:LAST],
        "may_meet": collects,
        "may_archive": user.has(Permission.EXPORT),
        **school_lists(round.pk, school.pk, user),
        "may_decide": decides,
        "meetings": ReviewMeeting.objects.visible_to(user).filter(round=round, school=school).for_list()[:LAST],
        "meetings_url": rows("students:meeting-list", term=round.term_id, school=school.code),
        "children_url": rows("students:round-children", round.pk, school=school.code, state="none"),
        "told_url": rows("students:advance-notice-list", term=round.term_id, school=school.code),
    }
