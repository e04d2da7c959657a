"""Columns of the list of releases."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from students.choices import ReleaseStatus
from students.models import Release


class LinkedNumberColumn(NumberColumn):
    """A number that leads to the rows behind it; zero leads nowhere."""

    def __init__(self, *args: Any, page: str, query: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.query = page, query

    def html(self, value: int, record: Release) -> str:
        text = figures.count(value)
        return f'<a href="{escaped(reverse(self.page, args=[record.pk]) + self.query)}">{text}</a>' if value else text


class ReleaseTable(ListTable):
    kind = LinkColumn(verbose_name=_("名单"), accessor="get_kind_display", order_by=("kind",), heading=True)
    data_date = DateColumn(verbose_name=_("数据日期"))
    status = BadgeColumn(verbose_name=_("状态"), choices=ReleaseStatus)
    rows = LinkedNumberColumn(verbose_name=_("数据行"), page="students:record-list")
    errors = LinkedNumberColumn(verbose_name=_("有错误"), page="students:release-issues", query="?severity=error")
    warnings = LinkedNumberColumn(verbose_name=_("有提醒"), page="students:release-issues", query="?severity=warning")
    entered = LinkedNumberColumn(
        verbose_name=_("新进入"), page="students:release-changes", query="?kind=entered", orderable=False
    )
    left = LinkedNumberColumn(verbose_name=_("已离开"), page="students:release-changes", query="?kind=left", orderable=False)
    uploaded_by = TextColumn(verbose_name=_("上传人"), accessor="uploaded_by__name")
    uploaded_at = TimeColumn(verbose_name=_("上传时间"))

    class Meta(ListTable.Meta):
        model = Release
        fields = (
            *("kind", "data_date", "status", "rows", "errors", "warnings", "entered", "left"),
            *("uploaded_by", "uploaded_at"),
        )
        order_by = ("-uploaded_at",)
        caption = _("部门名单各期")
