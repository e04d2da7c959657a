"""Columns of the years."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, TextColumn, TimeColumn
from aid_portal.list_tables import ListTable
from supervision.choices import AssessmentStatus
from supervision.models import Assessment


class AssessmentTable(ListTable):
    title = LinkColumn(heading=True)
    year = TextColumn(css="num")
    status = BadgeColumn(choices=AssessmentStatus)
    computed_at = TimeColumn()
    published_at = TimeColumn()

    class Meta(ListTable.Meta):
        model = Assessment
        fields = ("title", "year", "status", "computed_at", "published_at")
        order_by = ("-year",)
        caption = _("年度考核")
