"""Columns of the list of roster uploads."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, NumberColumn, SignedColumn, TextColumn
from aid_portal.list_tables import ListTable
from students.choices import UploadStatus
from students.models import RosterUpload


class RosterTable(ListTable):
    file = LinkColumn(verbose_name=_("文件"), accessor="file__name", heading=True, css="wrap narrow")
    unit = TextColumn(verbose_name=_("上传单位"), accessor="unit__name")
    term = TextColumn(verbose_name=_("学期"), order_by=("term__position",), css="tight")
    status = BadgeColumn(verbose_name=_("状态"), choices=UploadStatus)
    rows = NumberColumn(verbose_name=_("数据行"))
    errors = NumberColumn(verbose_name=_("错误"))
    new = NumberColumn(verbose_name=_("新增"))
    changed = NumberColumn(verbose_name=_("变化"))
    missing = NumberColumn(verbose_name=_("未出现"))
    uploaded_at = SignedColumn(verbose_name=_("上传"), by="uploaded_by")

    class Meta(ListTable.Meta):
        model = RosterUpload
        fields = ("file", "unit", "term", "status", "rows", "errors", "new", "changed", "missing", "uploaded_at")
        order_by = ("-uploaded_at",)
        caption = _("花名册上传记录")
