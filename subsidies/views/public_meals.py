"""Meals without a login: the schools whose months are published, one school's month with its account and dishes."""

from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aid_portal import figures
from aid_portal.links import if_built
from aid_portal.pagination import page_of
from aid_portal.public_pages import open_and_kept
from subsidies.reports.meal_accounts import dishes_by_day, income_of, spending_by_item, suppliers_of
from subsidies.reports.meal_surveys import published
from subsidies.reports.meal_tables import next_month
from subsidies.reports.menus import WEEK, menus_between, monday_of
from subsidies.reports.public_meals import (
    committee_of,
    companions_of,
    shown_events,
    shown_report,
    shown_reports,
    shown_schools,
)
from subsidies.rules.meals import a_meal

ORDER, DAY = ("path",), timedelta(1)


@open_and_kept
@require_safe
def school_list(request):
    asked = request.GET.get("school", "").strip()[:80]
    page = page_of(request.GET, shown_schools(asked), order=ORDER)
    return render(request, "public/meals/list.html", {"page": page, "asked": asked})


@open_and_kept
@require_safe
def school(request, code):
    """Its newest month."""
    return _shown(request, code, None)


@open_and_kept
@require_safe
def month(request, code, year, month):
    try:
        return _shown(request, code, date(year, month, 1))
    except ValueError:
        raise Http404 from None


def _shown(request, code, month):
    report = shown_report(code, month)
    if report is None:
        raise Http404
    school = report.school
    context = {
        "report": report,
        "school": school,
        "facts": _facts(report),
        "money": _money(report),
        "income": income_of(school, report.month),
        "items": spending_by_item(school, report.month),
        "suppliers": suppliers_of(school, report.month),
        "openness": _openness(report),
        "events": shown_events(report),
        "dishes": dishes_by_day(school, report.month),
        "week": _this_week(school),
        "menus": menus_between(school, report.month, next_month(report.month) - DAY),
        "surveys": published(school, timezone.localdate()),
        "others": [each.month for each in shown_reports(code) if each.month != report.month],
        "complain_url": if_built("public-desk:grievance"),
    }
    return render(request, "public/meals/school.html", context)


def _this_week(school):
    """What is planned from Monday to Sunday, whatever month is looked at."""
    monday = monday_of(timezone.localdate())
    return menus_between(school, monday, monday + WEEK - DAY)


def _facts(report):
    return [
        (_("供餐天数"), _("%(days)d天") % {"days": report.days}),
        (_("受益学生"), _("%(pupils)d人") % {"pupils": report.benefiting}),
        (_("就餐"), _("%(meals)s人次") % {"meals": figures.count(report.meals)}),
        (_("补助标准"), _("每生每天%(amount)s元") % {"amount": figures.yuan(report.standard)}),
        (_("平均每份食材"), _("%(amount)s元") % {"amount": figures.yuan(a_meal(report.spent, report.meals))}),
    ]


def _openness(report):
    seats, parents = committee_of(report)
    said = [
        (_("公示"), _("%(times)d次") % {"times": report.notices}),
        (_("开放日"), _("%(times)d次") % {"times": report.open_days}),
        (_("陪餐"), _("%(times)d人次") % {"times": companions_of(report)}),
    ]
    if seats:
        said.append((_("膳食委员会"), _("%(seats)d人，其中家长%(parents)d人") % {"seats": seats, "parents": parents}))
    if report.satisfaction is not None:
        said.append((_("满意度"), f"{report.satisfaction}%"))
    return said


def _money(report):
    return [
        (_("上月结余"), figures.yuan(report.opening)),
        (_("本月拨入"), figures.yuan(report.received)),
        (_("食材支出"), figures.yuan(report.spent)),
        (_("月末结余"), figures.yuan(report.closing)),
    ]
