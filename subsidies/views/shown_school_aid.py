"""School aid as pages show it: the sums of a list, a school's year with what it gave and who did what, a rate."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.term_filters import ALL
from subsidies.choices import PaperStatus
from subsidies.filters.school_aid import SchoolAidYearFilter
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from subsidies.reports.school_aid import concerned, other_years, rates_in, silent, sums
from subsidies.rules.school_aid import percent_words
from subsidies.school_aid_choices import SchoolAidState
from subsidies.views.shown_documents import decision, story

NAMED = 8  # so many silent schools are named


def shown_sums(found: SchoolAidYearFilter, user: User) -> dict[str, Any]:
    """With the schools that have not said anything, where one year is looked at."""
    if not found.form.is_valid():
        return {"sums": None}
    year = found.form.cleaned_data["year"]
    context = {"sums": sums(found.rows), "year": None if year == ALL else year}
    if year and year != ALL:
        missing = list(silent(user, int(year)))
        context |= {"due_from": concerned(user).count(), "missing": missing[:NAMED], "more": max(0, len(missing) - NAMED)}
        context["missing_count"] = len(missing)
    return context


def share(rate: SchoolAidRate) -> str:
    """3%至5%, or 不低于5%."""
    if rate.high is None:
        return _("不低于%(low)s") % {"low": percent_words(rate.low)}
    return _("%(low)s至%(high)s") % {"low": percent_words(rate.low), "high": percent_words(rate.high)}


def rates_of(year: int | str) -> list[dict[str, Any]]:
    """What each stage is held to in a year, for whoever fills in the form; nothing for a year that cannot be read."""
    if not str(year).isdecimal() or len(str(year)) != 4:
        return []
    return [{"rate": each, "share": share(each)} for each in rates_in(int(year))]


def year_page(year: SchoolAidYear, user: User) -> dict[str, Any]:
    return {
        "year": year,
        "facts": _facts(year),
        "money": _money(year),
        "reckoning": _reckoning(year),
        "below": year.percent < year.rate.low,
        "short": year.minimum - year.due,
        "share": share(year.rate),
        "idle": year.state == SchoolAidState.IDLE,
        "state_label": SchoolAidState(year.state).label,
        "uses": [_use(each, user) for each in _uses(year)],
        "may_edit": user.has(Permission.SCHOOL_AID_EDIT),
        "others": other_years(year),
        "story": _story(year),
        "key_form": OnceForm(),
        "note_form": OnceNoteForm(),
    }


def _uses(year: SchoolAidYear):
    return year.uses.for_list().order_by("-spent_on", "-pk")


def _facts(year: SchoolAidYear) -> list[tuple]:
    return [
        (_("学校"), year.school, year.school.get_absolute_url()),
        (_("事业收入（元）"), figures.yuan(year.income)),
        (_("收入依据"), year.basis),
        (_("计提比例"), percent_words(year.percent)),
        (_("标准"), share(year.rate), year.rate.get_absolute_url()),
        (_("标准依据"), _("待核定") if year.rate.assumed else year.rate.source),
        (_("填报"), f"{year.stated_by} {figures.minute(year.stated_at)}"),
        (_("说明"), year.note),
    ]


def _money(year: SchoolAidYear) -> list[tuple[str, str]]:
    return [
        (_("上年结转（元）"), figures.yuan(year.carried)),
        (_("本年应计提（元）"), figures.yuan(year.due)),
        (_("已用（元）"), figures.yuan(year.used)),
        (_("结余（元）"), figures.yuan(year.balance)),
    ]


def _reckoning(year: SchoolAidYear) -> str:
    """How the figures come about, in a sentence."""
    product = {"income": figures.yuan(year.income), "percent": percent_words(year.percent)}
    said = [_("应计提 = %(income)s × %(percent)s，四舍五入到分") % product]
    if year.total:
        said.append(_("已用占可用的%(share)s") % {"share": figures.percent(year.used, year.total)})
    if year.waiting:
        said.append(_("已用中待确认%(amount)s元") % {"amount": figures.yuan(year.waiting)})
    return _("；").join([*said, _("结余转入下一年")]) + _("。")


def _use(use: SchoolAidUse, user: User) -> dict[str, Any]:
    waits, own = use.status == PaperStatus.PROPOSED, use.made_by_id in user.stands_for
    confirms = user.has(Permission.SCHOOL_AID_CONFIRM)
    standing = use.status == PaperStatus.APPROVED and not use.reversed_at
    return {
        "row": use,
        "child": rows("students:student-detail", use.student_id) if use.student_id else "",
        "why": use.reversal or use.decision_note,
        "may_confirm": waits and confirms and not own,
        "may_refuse": waits and confirms and not own,
        "may_withdraw": waits and own and user.has(Permission.SCHOOL_AID_EDIT),
        "may_reverse": standing and confirms and not own,
    }


def _story(year: SchoolAidYear) -> list[dict[str, Any]]:
    """The statement, and each use through its hands, the newest first."""
    told = [_event(year.stated_at, year.stated_by, _("填报收入"), year.note, "info")]
    for use in _uses(year):
        what = {"use": use.purpose, "amount": figures.yuan(use.amount)}
        told.append(_event(use.made_at, use.made_by, _("登记使用：%(use)s，%(amount)s元") % what, "", "info"))
        if use.decided_at:
            said = _("确认：%(use)s") if use.status == PaperStatus.APPROVED else _("不确认：%(use)s")
            tone = "success" if use.status == PaperStatus.APPROVED else "danger"
            told.append(_event(use.decided_at, use.decided_by, said % what, use.decision_note, tone))
        if use.reversed_at:
            told.append(
                _event(use.reversed_at, use.reversed_by, _("冲回：%(use)s，%(amount)s元") % what, use.reversal, "warning")
            )
    return sorted(told, key=lambda event: event["at"], reverse=True)


def _event(at: Any, who: User, what: str, note: str, tone: str) -> dict[str, Any]:
    return {"at": at, "who": who.name, "what": what, "note": note, "tone": tone}


def rate_page(rate: SchoolAidRate, user: User) -> dict[str, Any]:
    return {
        "rate": rate,
        "facts": [
            (_("学段"), rate.get_stage_display()),
            (_("自哪一年起"), _("%(year)s年") % {"year": rate.first_year}),
            (_("比例"), share(rate)),
            (_("依据文件"), rate.source),
            (_("待核定"), _("是") if rate.assumed else _("否")),
            (_("被取代于"), rate.replaced_by, rate.replaced_by.get_absolute_url()) if rate.replaced_by else (_("被取代于"), ""),
        ],
        "story": story(rate, _("批准，起用")),
        **decision(rate, user, Permission.POLICY_APPROVE),
    }
