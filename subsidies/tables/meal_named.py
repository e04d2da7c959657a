"""Columns of the pupils of a month and of leaves."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import DateColumn, LinkColumn, NumberColumn, TextColumn
from aid_portal.list_tables import ListTable
from students.models import Enrolment
from students.tables.students import STAGE_ORDER, BoardingColumn, GradeColumn
from subsidies.models import MealLeave
from subsidies.reports.meal_named import eaten


class MealPupilTable(ListTable):
    name = LinkColumn(verbose_name=_("姓名"), order_by=("pinyin",), heading=True)
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id", *STAGE_ORDER), css="wrap")
    grade = GradeColumn(verbose_name=_("年级"), order_by=STAGE_ORDER, css="tight")
    class_name = TextColumn(verbose_name=_("班级"), orderable=False, css="tight")
    boarding = BoardingColumn(verbose_name=_("就读方式"), orderable=False, css="tight")
    supplied = NumberColumn(verbose_name=_("供餐（天）"), accessor="eating__supplied", orderable=False)
    away = NumberColumn(verbose_name=_("请假（天）"), accessor="eating__away", orderable=False)
    days = NumberColumn(verbose_name=_("应就餐（天）"), accessor="eating__days", orderable=False)

    class Meta(ListTable.Meta):
        model = Enrolment
        fields = ("name", "grade", "class_name", "school", "boarding", "supplied", "away", "days")
        order_by = ("school",)
        caption = _("实名制名册")

    def __init__(self, data: Any, **options: Any) -> None:
        for pupil, eating in eaten(data):
            pupil.eating = eating
        super().__init__(data, **options)


class LeaveTable(ListTable):
    name = LinkColumn(
        verbose_name=_("学生"), accessor="enrolment__name", orderable=False, heading=True,
        url=lambda leave: leave.enrolment.get_absolute_url(),
    )  # fmt: skip
    school = TextColumn(verbose_name=_("学校"), accessor="enrolment__school__name", orderable=False, css="wrap")
    class_name = TextColumn(verbose_name=_("班级"), accessor="class_words", orderable=False, css="tight")
    first_on = DateColumn()
    last_on = DateColumn()
    reason = TextColumn(accessor="get_reason_display", orderable=False, css="tight")
    recorded_by = TextColumn(accessor="recorded_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = MealLeave
        fields = ("name", "class_name", "first_on", "last_on", "reason", "school", "recorded_by")
        order_by = ("-first_on",)
        caption = _("请假")
