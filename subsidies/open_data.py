"""This floor's entries among the files for everybody."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from aid_portal.open_data import Dataset, OpenColumn, register_data
from subsidies.reports.public_donations import gift_years, gifts_of
from subsidies.reports.public_figures import published, published_years
from subsidies.reports.public_meals import locked_months, locked_years

YEAR = OpenColumn("year", _("日历年，按享受资助的学期"))


def _aid(year: int) -> Iterator[tuple]:
    found = published(year)
    for line in found.lines if found else ():
        yield year, line.stage, line.programme, line.times, line.yuan


def _meals(year: int) -> Iterator[tuple]:
    for each in locked_months(year):
        yield (
            year, each.month.month, each.school.code, each.school.name, each.benefiting, each.days, each.meals, each.standard,
            each.opening, each.received, each.spent, each.closing, each.notices, each.open_days,
            "" if each.satisfaction is None else each.satisfaction,
        )  # fmt: skip


def _gifts(year: int) -> Iterator[tuple]:
    for gift in gifts_of(year).gifts:
        yield year, gift.donor, gift.programme, gift.what, "" if gift.yuan is None else gift.yuan


register_data(
    Dataset(
        "student-aid",
        _("资助统计"),
        (
            YEAR,
            OpenColumn("stage", _("学段；人数较少的项目合并为“其他”一行")),
            OpenColumn("programme", _("资助项目")),
            OpenColumn("times", _("人次：一名学生一个项目一个学期，到账后计一次；重发不重复计，全部收回并取消的不计")),
            OpenColumn("amount_yuan", _("金额，元，两位小数：到账（含学校直接减免的学费）减去已收回")),
        ),
        published_years,
        _aid,
    )
)
register_data(
    Dataset(
        "donations",
        _("社会捐赠"),
        (
            OpenColumn("year", _("收到捐赠的年度")),
            OpenColumn("donor", _("捐赠单位；个人写作“爱心人士”")),
            OpenColumn("programme", _("捐赠项目")),
            OpenColumn("what", _("现金，或物资、服务的名称和数量")),
            OpenColumn("worth_yuan", _("现金金额，或物资、服务按捐赠时确认的单价折算的价值，元，两位小数；没有折算的为空")),
        ),
        gift_years,
        _gifts,
    )
)
register_data(
    Dataset(
        "school-meals",
        _("营养餐月报"),
        (
            OpenColumn("year", _("日历年；只有县教育体育局已审核锁定的月份")),
            OpenColumn("month", _("月份，1至12")),
            OpenColumn("school_code", _("学校标识码")),
            OpenColumn("school", _("学校名称")),
            OpenColumn("pupils", _("受益学生数：当月第一个供餐日在籍的义务教育学生")),
            OpenColumn("days", _("供餐天数")),
            OpenColumn("meals", _("就餐总人次：一名学生一天计一次，请假缺勤的不计")),
            OpenColumn("standard_yuan", _("补助标准，元/生·日")),
            OpenColumn("opening_yuan", _("期初结余，元，两位小数")),
            OpenColumn("received_yuan", _("本月拨入，元，两位小数")),
            OpenColumn("spent_yuan", _("食材支出，元，两位小数；不含人工、水电等其他支出")),
            OpenColumn("closing_yuan", _("期末结余：期初结余加拨入减支出，元，两位小数")),
            OpenColumn("notices", _("账目、食谱公示次数")),
            OpenColumn("open_days", _("食堂开放日次数")),
            OpenColumn("satisfaction_percent", _("满意度，百分比；没有调查或答卷不足最少样本的为空")),
        ),
        locked_years,
        _meals,
    )
)
