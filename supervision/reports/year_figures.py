"""The figures of the yearly account: what each counts, over which days, from which table, and where its rows stand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Model, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from students.choices import ReleaseStatus
from students.models import Release
from subsidies.meal_choices import MealReportStatus
from subsidies.models import MealReport, MealStandard, MoneyFlow
from subsidies.reports.statistics import HIGHEST, Numbers, sums
from subsidies.rules.statistics import CALENDAR, REPORT_STAGES, Span
from supervision.choices import BEGUN, NoticeFigure, Theme, VisitFigure
from supervision.models import Campaign, OutreachActivity, RectificationNotice, Visit
from supervision.outreach_choices import DEFINITIONS, VALID
from supervision.outreach_choices import Figure as Outreach
from supervision.reports.outreach import NUMBERS
from supervision.rules.year_account import TEN_THOUSAND

Words = str | Promise
DAYS, TERMS = _("当年1月1日至12月31日"), _("当年春季、秋季两个学期，按享受学期")


class YearRows:
    """The rows of a calendar year in the whole county; what several figures need is asked for once."""

    def __init__(self, year: int) -> None:
        self.year, self.span = year, Span(CALENDAR, year)
        self.days = (self.span.first_day, self.span.last_day)
        self.flows = MoneyFlow.objects.within(self.span)

    @cached_property
    def aid(self) -> Numbers:
        return sums(self.span, self.flows)

    @cached_property
    def stages(self) -> dict[str, int]:
        return dict(self.flows.order_by().values_list("stage").annotate(Sum("head")))

    @cached_property
    def outreach(self) -> dict[str, int]:
        return OutreachActivity.objects.standing().filter(held_on__range=self.days).order_by().aggregate(**NUMBERS)

    @cached_property
    def meals(self) -> int | None:
        locked = MealReport.objects.filter(status=MealReportStatus.LOCKED, month__range=self.days)
        return locked.aggregate(sum=Sum("meals"))["sum"]

    @property
    def standard(self) -> Decimal | None:
        """The one that holds at the end of the year."""
        found = MealStandard.objects.in_force().filter(from_on__lte=self.span.last_day).order_by("-from_on").first()
        return found.amount if found else None

    @property
    def releases(self) -> QuerySet[Release]:
        return Release.objects.filter(status=ReleaseStatus.ACCEPTED, data_date__range=self.days)

    @property
    def food_checks(self) -> QuerySet[Campaign]:
        return Campaign.objects.begun().filter(themes__contains=[Theme.FOOD], starts_on__year=self.year)

    def visited(self, figure: VisitFigure) -> int:
        field = "team" if figure == VisitFigure.TEAMS else "unit"
        visits = Visit.objects.counted_in(figure).filter(visited_on__range=self.days).order_by()
        return visits.aggregate(number=Count(field, distinct=True))["number"]

    def notices(self, figure: NoticeFigure) -> int:
        return RectificationNotice.objects.counted_in(figure).filter(year=self.year).count()


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the account: how it is found, and the address of the list that shows exactly its rows."""

    section: int
    key: str
    name: Words
    unit: Words
    value: Callable[[YearRows], Decimal | int | None]
    rows: Callable[[int], str]
    counts: Words
    source: type[Model]
    period: Words = DAYS


def _days(year: int) -> dict[str, date]:
    return {"since": date(year, 1, 1), "until": date(year, 12, 31)}


def _visit(figure: VisitFigure, name: Words, unit: Words, counts: Words) -> Figure:
    def address(year: int) -> str:
        return rows("supervision:visit-list", figure=figure.value, **_days(year))

    return Figure(1, figure.value, name, unit, lambda found: found.visited(figure), address, counts, Visit)


def _notice(section: int, figure: NoticeFigure, name: Words, counts: Words) -> Figure:
    def address(year: int) -> str:
        return rows("supervision:notice-list", year=year, figure=figure.value)

    return Figure(section, figure.value, name, _("份"), lambda found: found.notices(figure), address, counts, RectificationNotice)


def _outreach(figure: Outreach, unit: Words) -> Figure:
    def address(year: int) -> str:
        return rows("supervision:outreach-list", year=year, figure=figure.value, state=VALID)

    counts, value = DEFINITIONS[figure], lambda found: found.outreach[figure]
    return Figure(2, figure.value, figure.label, unit, value, address, counts, OutreachActivity)


def _aid(
    section: int, key: str, name: Words, unit: Words, value: Callable[[YearRows], Decimal | int], counts: Words, **only: str
) -> Figure:
    def address(year: int) -> str:
        return rows("subsidies:flow-list", span=year, **only)

    return Figure(section, key, name, unit, value, address, counts, MoneyFlow, TERMS)


def _stage(code: str, label: Words) -> Figure:
    counts = _("享受资助的人次中在这个学段统计的部分。")
    return _aid(
        4, f"aid_{code}", _("其中：%(stage)s") % {"stage": label}, _("人次"), lambda found: found.stages.get(code, 0), counts,
        stage=code,
    )  # fmt: skip


PERSON_TIMES = _("人次：一名学生一个项目一个学期，钱到账后算一人次；重发和补发不增加人次，全部收回并取消的不算。")
FIGURES: tuple[Figure, ...] = (
    _visit(
        VisitFigure.TEAMS, _("督查组"), _("个"),
        _("为资助政策、控辍保学到过现场的督查组，一个组去几处只计一个；作废的记录不计。"),
    ),
    _visit(VisitFigure.TOWNS, _("镇街"), _("个"), _("督查组到过的镇街，一个镇街去几次只计一个。")),
    _visit(VisitFigure.DIRECT_UNITS, _("局直单位"), _("个"), _("督查组到过的局直单位，一个单位去几次只计一个。")),
    _notice(1, NoticeFigure.NOTICES, _("整改通知书"), _("已签发编号的整改通知书，食品安全的另计（第五部分）；作废的不计。")),
    _outreach(Outreach.VISITS, _("人次")),
    _outreach(Outreach.COPIES, _("份")),
    _outreach(Outreach.PUSHES, _("次")),
    Figure(
        3, "releases", _("核对使用的名单"), _("份"), lambda found: found.releases.count(),
        lambda year: rows("students:release-list", status=ReleaseStatus.ACCEPTED.value, **_days(year)),
        _("已生效的部门名单和学校认定结果，按名单的数据日期。"), Release,
    ),
    _aid(
        3, "highest", _("最高档次资助"), _("人次"), lambda found: found.aid.highest,
        _("享受资助的人次中档次为最高一档的，人次的口径与第四部分相同。"), tier=HIGHEST,
    ),
    _aid(4, "aid_times", _("享受资助"), _("人次"), lambda found: found.aid.times, PERSON_TIMES),
    _aid(
        4, "aid_amount", _("发放资金"), _("万元"), lambda found: found.aid.amount / TEN_THOUSAND,
        _("到账金额（含减免）减去已收回的金额，精确到分；社会捐赠和营养膳食补助另计。"),
    ),
    _aid(
        4, "aid_persons", _("受助学生"), _("人"), lambda found: found.aid.persons,
        _("人数：同一名学生享受几个项目、几个学期只算一人。"),
    ),
    *(_stage(code, label) for code, label in REPORT_STAGES),
    Figure(
        5, "food_checks", _("食品安全检查"), _("次"), lambda found: found.food_checks.count(),
        lambda year: rows("supervision:campaign-list", year=year, theme=Theme.FOOD.value, status=BEGUN),
        _("督查事项含食品安全、当年开始并已开展的督查行动，一次行动计一次，不按到校数计。"), Campaign,
    ),
    _notice(5, NoticeFigure.FOOD_NOTICES, _("食品安全整改通知书"), _("督查事项为食品安全、已签发编号的整改通知书；作废的不计。")),
    Figure(
        6, "meal_standard", _("膳食标准"), _("元/生·日"), lambda found: found.standard,
        lambda year: rows("subsidies:supply-days"), _("年末执行的营养膳食补助标准。"), MealStandard,
    ),
    Figure(
        6, "meals", _("供餐"), _("人次"), lambda found: found.meals,
        lambda year: rows("subsidies:meal-report-list", year=year, status=MealReportStatus.LOCKED.value),
        _("已锁定的月报中的就餐人次：一名学生一天一餐算一人次；不计入上面的资助人次。"), MealReport,
    ),
)  # fmt: skip
