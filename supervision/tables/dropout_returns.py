"""Columns of the schools beside their monthly returns, of the county's quarters, of the children of school age."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, NumberColumn, TextColumn, badge_html
from aid_portal.links import rows
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from aid_portal.models import OrgUnit
from students.choices import EnrolmentStatus
from students.models import Enrolment
from students.sheets import enrolment_words
from supervision.models import DropoutReturn


class SentColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: OrgUnit) -> str:
        if record.corrected:
            return badge_html("altered", str(_("已更正")))
        return badge_html("sent", str(_("已报送"))) if record.sent else badge_html("waiting", str(_("未报送")))


def _return_of(unit: OrgUnit) -> str:
    return rows("supervision:dropout-return-detail", unit.sent) if unit.sent else ""


class MonthTable(ListTable):
    name = LinkColumn(verbose_name=_("学校"), heading=True, css="wrap", order_by=("path",), url=_return_of)
    state = SentColumn(verbose_name=_("报送"), accessor="pk", orderable=False)
    sent_on = DateColumn(verbose_name=_("报送日期"), orderable=False)
    enrolled = NumberColumn(verbose_name=_("义务教育在籍"), accessor="told_enrolled", orderable=False)
    absent = NumberColumn(verbose_name=_("期末未到校"), accessor="told_absent", orderable=False)
    suspected = NumberColumn(verbose_name=_("疑似"), accessor="told_suspected", orderable=False)
    dropouts = NumberColumn(verbose_name=_("失学辍学"), accessor="told_dropouts", orderable=False)
    returned = NumberColumn(verbose_name=_("本月复学"), accessor="told_returned", orderable=False)
    struck_off = NumberColumn(verbose_name=_("本月销号"), accessor="told_struck_off", orderable=False)

    class Meta(ListTable.Meta):
        model = OrgUnit
        fields = ("name", "state", "sent_on", "enrolled", "absent", "suspected", "dropouts", "returned", "struck_off")
        order_by = ("name",)
        caption = _("学校月报")


class PeriodColumn(LinkColumn):
    def html(self, value: Any, record: DropoutReturn) -> str:
        quarter = (value.month + 2) // 3
        words = _("%(year)d年第%(quarter)d季度") % {"year": value.year, "quarter": quarter}
        return super().html(words, record)


class QuarterTable(ListTable):
    first_day = PeriodColumn(verbose_name=_("季度"), heading=True)
    enrolled = NumberColumn(orderable=False)
    absent = NumberColumn(orderable=False)
    by_check = NumberColumn(orderable=False)
    suspected = NumberColumn(orderable=False)
    dropouts = NumberColumn(orderable=False)
    returned = NumberColumn(orderable=False)
    struck_off = NumberColumn(orderable=False)
    unsent = NumberColumn(orderable=False)
    sent_on = DateColumn(orderable=False)

    class Meta(ListTable.Meta):
        model = DropoutReturn
        fields = (
            *("first_day", "enrolled", "absent", "by_check", "suspected", "dropouts", "returned", "struck_off", "unsent"),
            "sent_on",
        )
        order_by = ("-first_day",)
        caption = _("县级季度复核")


class SeatColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: Enrolment) -> str:
        return escaped(enrolment_words.place(record))


class SchoolAgeTable(ListTable):
    name = LinkColumn(heading=True, order_by=("pinyin",))
    birth_date = DateColumn()
    school = TextColumn(accessor="school__name", order_by=("school__path",), css="wrap")
    grade = SeatColumn(verbose_name=_("年级、班级"), order_by=("stage", "grade", "class_name"))
    status = BadgeColumn(choices=EnrolmentStatus)
    home_taught = BadgeColumn(verbose_name=_("送教上门"), choices=[("True", _("送教上门")), ("False", _("否"))], orderable=False)

    class Meta(ListTable.Meta):
        model = Enrolment
        fields = ("name", "birth_date", "school", "grade", "status", "home_taught")
        order_by = ("name",)
        caption = _("适龄儿童台账")
