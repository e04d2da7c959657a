"""Columns of the schools' years and of the rates."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, MoneyColumn, TextColumn, TimeColumn, badge_html
from aid_portal.listing import ListTable
from aid_portal.looks import Look, register_looks
from aid_portal.markup import escaped
from subsidies.models import SchoolAidRate, SchoolAidYear
from subsidies.rules.school_aid import percent_words
from subsidies.school_aid_choices import SchoolAidState

register_looks(
    {
        SchoolAidState.BELOW.value: Look("danger", "x-circle"),
        SchoolAidState.IDLE.value: Look("warning", "exclamation-triangle"),
    }
)
RATE_STATES = [
    ("proposed", _("待批准")),
    ("approved", _("现行")),
    ("superseded", _("已被取代")),
    ("refused", _("未批准")),
]


class PercentColumn(TextColumn):
    css = "num"

    def html(self, value: Decimal, record: object) -> str:
        return escaped(percent_words(value))


class SchoolAidYearTable(ListTable):
    school = LinkColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id",), heading=True, css="wrap")
    year = TextColumn(css="tight")
    state = BadgeColumn(verbose_name=_("状态"), choices=SchoolAidState, orderable=False)
    income = MoneyColumn(verbose_name=_("事业收入"))
    percent = PercentColumn(verbose_name=_("比例"))
    carried = MoneyColumn(verbose_name=_("上年结转"), orderable=False)
    due = MoneyColumn(verbose_name=_("应计提"))
    used = MoneyColumn(verbose_name=_("已用"), orderable=False)
    balance = MoneyColumn(verbose_name=_("结余"), orderable=False)

    class Meta(ListTable.Meta):
        model = SchoolAidYear
        fields = ("school", "year", "state", "income", "percent", "carried", "due", "used", "balance")
        order_by = ("school",)
        caption = _("学校资助")


class SourceColumn(TextColumn):
    """The document, or that there is none yet."""

    def html(self, value: bool, record: SchoolAidRate) -> str:
        waits = f" {badge_html('assumed', str(_('待核定')))}" if record.assumed else ""
        return f"{escaped(record.source)}{waits}"


class SchoolAidRateTable(ListTable):
    stage = TextColumn(verbose_name=_("学段"), accessor="get_stage_display", order_by=("stage",), heading=True)
    first_year = TextColumn(verbose_name=_("自哪一年起"), css="tight")
    low = PercentColumn(verbose_name=_("最低"))
    high = PercentColumn(verbose_name=_("最高"))
    source = SourceColumn(verbose_name=_("依据"), accessor="assumed", order_by=("source",), css="wrap")
    state = BadgeColumn(verbose_name=_("状态"), choices=RATE_STATES, orderable=False)
    made_by = TextColumn(verbose_name=_("拟定人"), accessor="made_by__name", orderable=False)
    decided_by = TextColumn(verbose_name=_("批准人"), accessor="decided_by__name", orderable=False)
    made_at = TimeColumn(verbose_name=_("拟定时间"))

    class Meta(ListTable.Meta):
        model = SchoolAidRate
        fields = ("stage", "first_year", "low", "high", "source", "state", "made_by", "decided_by", "made_at")
        order_by = ("-first_year",)
        caption = _("计提比例")
