"""Columns of the list of checklists."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import DateColumn, LinkColumn, NumberColumn, TextColumn
from aid_portal.list_tables import ListTable
from supervision.models import Checklist


class ChecklistTable(ListTable):
    title = LinkColumn(heading=True, css="wrap")
    theme = TextColumn(accessor="get_theme_display", order_by=("theme",))
    items = NumberColumn(verbose_name=_("项目"), accessor="item_count", order_by=("item_count",))
    retired_on = DateColumn()

    class Meta(ListTable.Meta):
        model = Checklist
        fields = ("title", "theme", "items", "retired_on")
        order_by = ("theme",)
        caption = _("检查清单")
