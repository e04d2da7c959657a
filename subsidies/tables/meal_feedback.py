"""Columns of surveys."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import DateColumn, LinkColumn, NumberColumn, TextColumn
from aid_portal.list_tables import ListTable
from subsidies.models import MealSurvey


class SurveyTable(ListTable):
    title = LinkColumn(heading=True, css="wrap")
    canteen = TextColumn(accessor="canteen__name", orderable=False, css="wrap")
    opens_on = DateColumn()
    closes_on = DateColumn()
    answers = NumberColumn(verbose_name=_("答卷（份）"), accessor="answer_count", orderable=False)

    class Meta(ListTable.Meta):
        model = MealSurvey
        fields = ("title", "canteen", "opens_on", "closes_on", "answers")
        order_by = ("-opens_on",)
        caption = _("满意度调查")
