"""The home page boards of this floor: money from budget to card, coverage of the monitored children, meals of the month.

Every number comes from the function that the page behind it uses.
"""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.charts import Chart, Series
from aid_portal.home_cards import Panel, Stat, Viewer, register_panel
from aid_portal.links import rows
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from subsidies.choices import EntryKind, Place
from subsidies.models import BudgetLine, Whereabouts
from subsidies.reports.budgets import execution
from subsidies.reports.meal_tables import LATE, month_sums, month_to_show, with_month
from subsidies.reports.places import counts


def money_of_the_year(viewer: Viewer) -> Panel | None:
    """Nothing where no budget line of the year stands."""
    year = viewer.term.year
    found = execution(BudgetLine.objects.visible_to(viewer.user).filter(year=year))
    if not found.lines:
        return None
    total, page = found.total, rows("subsidies:budget-list", year=year)
    ways = [
        (_("已下达"), total.allotted, _entries(year, EntryKind.ALLOT)),
        (_("已批准"), total.approved, page),
        (_("已送银行"), total.sent, _entries(year, EntryKind.SEND)),
        (_("已到账"), total.paid, _entries(year, EntryKind.PAY)),
    ]
    stats = [_money(label, fen, url) for label, fen, url in ways] + [_money(_("可用"), total.available, page)]
    bars = [Series(_("金额（元）"), [_yuan(fen) for _label, fen, _url in ways])]
    names, links = [label for label, _fen, _url in ways], [url for _label, _fen, url in ways]
    chart = Chart(
        "money-flow", _("从预算到卡"), names, bars, "row", money=True, unit=_("元"), category_label=_("环节"), links=links
    )
    lead = _("全部预算指标，含社会捐赠；退票重发的在“已送银行”中计两次。")
    return Panel(_("%(year)s年资金") % {"year": year}, lead, stats=stats, charts=[chart])


def _entries(year: int, kind: EntryKind) -> str:
    return rows("subsidies:entry-list", year=year, kind=kind.value)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def _money(label: str, fen: int, url: str) -> Stat:
    full = _("%(amount)s元") % {"amount": figures.yuan(_yuan(fen))}
    return Stat(label, figures.wan(_yuan(fen)), _("万元"), url, full=full, icon="cash-coin")


def coverage(viewer: Viewer) -> Panel | None:
    """Nothing before the first check of the term."""
    term = str(viewer.term)
    found = counts(Whereabouts.objects.visible_to(viewer.user).filter(term=term))
    if not found:
        return None
    places = [place for place in Place if place in found]
    links = [_place(term, place) for place in places]
    aided, here = found.get(Place.OK, 0), found.get(Place.OK, 0) + found.get(Place.NO_PROGRAMME, 0)
    shares = {"aided": figures.count(aided), "here": figures.count(here)}
    stats = [
        Stat(
            _("在校监测对象已列入资助"), figures.percent(aided, here), url=_place(term, Place.OK),
            hint=_("在校%(here)s人，已列入%(aided)s人") % shares, icon="shield-check",
        ),
        Stat(
            _("县外就读已核验"), figures.count(found.get(Place.ELSEWHERE, 0)), _("人"), _place(term, Place.ELSEWHERE),
            icon="geo-alt",
        ),
        Stat(_("待核对"), figures.count(found.get(Place.REVIEW, 0)), _("人"), _place(term, Place.REVIEW), icon="clipboard-check"),
    ]  # fmt: skip
    series = [Series(_("人数"), [found[place] for place in places])]
    names = [str(place.label) for place in places]
    chart = Chart("coverage", _("监测对象在哪里"), names, series, "row", unit=_("人"), category_label=_("去向"), links=links)
    return Panel(_("%(term)s：监测对象") % {"term": viewer.term.label}, stats=stats, charts=[chart])


def _place(term: str, place: Place) -> str:
    return rows("subsidies:whereabouts-list", term=term, code=place.value)


def meals_of_the_month(viewer: Viewer) -> Panel | None:
    """Nothing where no school is fed."""
    schools = OrgUnit.objects.visible_to(viewer.user).schools()
    month = month_to_show(schools, viewer.term, timezone.localdate())
    found = month_sums(with_month(schools, month))
    if not found.schools:
        return None
    page = rows("subsidies:meal-month-list", month=month.isoformat())
    late = rows("subsidies:meal-month-list", month=month.isoformat(), state=LATE)
    tone = "warning" if found.late else "success"
    stats = [
        Stat(_("就餐人次"), figures.count(found.meals), _("人次"), page, icon="people"),
        _yuan_stat(_("应补金额"), found.due, page),
        _yuan_stat(_("食材支出"), found.spent, page),
        Stat(_("月报未报送"), figures.count(len(found.late)), _("所"), late, icon="calendar-check", tone=tone),
    ]
    title = _("%(year)d年%(month)d月营养餐") % {"year": month.year, "month": month.month}
    return Panel(title, _("只计已报送的月报，共%(sent)d所。") % {"sent": found.sent}, stats=stats)


def _yuan_stat(label: str, amount: Decimal, url: str) -> Stat:
    return Stat(label, figures.yuan(amount), _("元"), url, icon="cash-coin")


register_panel(Permission.BUDGET_VIEW, money_of_the_year, 12)
register_panel(Permission.CHECK_VIEW, coverage, 14)
register_panel(Permission.MEAL_VIEW, meals_of_the_month, 32)
