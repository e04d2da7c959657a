"""Columns of the list of proofs."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.list_tables import ListTable
from students.choices import ProofStatus
from students.models import SchoolingProof


class ProofTable(ListTable):
    name = LinkColumn(verbose_name=_("姓名"), heading=True)
    academic_year = TextColumn(verbose_name=_("学年"), css="tight")
    school_name = TextColumn(verbose_name=_("就读学校"))
    place = TextColumn(verbose_name=_("所在地"))
    aid_there = TextColumn(verbose_name=_("当地资助情况"), css="wrap", orderable=False)
    status = BadgeColumn(verbose_name=_("状态"), choices=ProofStatus)
    unit = TextColumn(verbose_name=_("登记单位"), accessor="unit__name", css="tight")
    submitted_at = DateColumn(verbose_name=_("登记日期"))
    verified_by = TextColumn(verbose_name=_("核验人"), accessor="verified_by__name", css="tight")

    class Meta(ListTable.Meta):
        model = SchoolingProof
        fields = (
            *("name", "academic_year", "school_name", "place", "aid_there"),
            *("status", "unit", "submitted_at", "verified_by"),
        )
        order_by = ("-submitted_at",)
        caption = _("县外就读证明")
