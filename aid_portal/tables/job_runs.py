"""Columns of the list of background work."""

from django.utils.translation import gettext_lazy as _

from aid_portal.choices import JobStatus
from aid_portal.columns import BadgeColumn, LinkColumn, TextColumn, TimeColumn
from aid_portal.list_tables import ListTable
from aid_portal.models import JobRun


class JobRunTable(ListTable):
    title = LinkColumn(verbose_name=_("任务"), heading=True)
    status = BadgeColumn(choices=JobStatus)
    progress = TextColumn(verbose_name=_("进度"), accessor="share", css="num", orderable=False)
    unit = TextColumn(verbose_name=_("单位"), accessor="unit__name", css="tight", orderable=False)
    requested_by = TextColumn(verbose_name=_("发起人"), accessor="requested_by__name", css="tight", orderable=False)
    created_at = TimeColumn(verbose_name=_("发起时间"))
    finished_at = TimeColumn(verbose_name=_("结束时间"))

    class Meta:
        model = JobRun
        fields = ("title", "status", "progress", "unit", "requested_by", "created_at", "finished_at")
        order_by = ("-created_at",)
        caption = _("后台任务")
