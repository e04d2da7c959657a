"""Columns of the tables that schools uploaded."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, TextColumn, TimeColumn
from aid_portal.list_tables import ListTable
from subsidies.meal_choices import MealUploadStatus
from subsidies.models import MealUpload


class MealUploadTable(ListTable):
    file = LinkColumn(accessor="file__name", verbose_name=_("文件"), orderable=False, heading=True, css="wrap")
    kind = TextColumn(accessor="get_kind_display", order_by=("kind",), verbose_name=_("登记表"))
    month = TextColumn(accessor="month_words", order_by=("month",), verbose_name=_("月份"), css="tight")
    status = BadgeColumn(choices=MealUploadStatus)
    school = TextColumn(accessor="school__name", verbose_name=_("学校"), order_by=("school__path",), css="wrap")
    uploaded_by = TextColumn(accessor="uploaded_by__name", orderable=False)
    uploaded_at = TimeColumn()

    class Meta(ListTable.Meta):
        model = MealUpload
        fields = ("file", "kind", "month", "status", "school", "uploaded_by", "uploaded_at")
        order_by = ("-uploaded_at",)
        caption = _("上传的登记表")
