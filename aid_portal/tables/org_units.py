"""Columns of the list of units."""

from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind, SchoolType
from aid_portal.columns import BadgeColumn, LinkColumn, TextColumn
from aid_portal.listing import ListTable
from aid_portal.models import OrgUnit


class WordColumn(TextColumn):
    """A member of an enumeration by its label."""

    def __init__(self, *args, labels, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.labels = labels

    def html(self, value, record) -> str:
        return super().html(self.labels(value).label, record)


class OrgUnitTable(ListTable):
    name = LinkColumn(verbose_name=_("机构名称"), heading=True)
    code = TextColumn(verbose_name=_("机构代码"), css="mono")
    kind = WordColumn(verbose_name=_("机构类型"), labels=OrgKind)
    school_type = WordColumn(verbose_name=_("学校类型"), labels=SchoolType)
    parent = TextColumn(verbose_name=_("上级机构"), accessor="parent__name")
    state = BadgeColumn(
        verbose_name=_("状态"),
        accessor="state",
        order_by=("closed_on",),
        choices=[("active", _("正常")), ("closed", _("已撤销"))],
    )

    class Meta(ListTable.Meta):
        model = OrgUnit
        fields = ("name", "code", "kind", "school_type", "parent", "state")
        order_by = ("code",)
        caption = _("机构列表")
