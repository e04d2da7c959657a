"""Columns of the children that an agreement is for."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import LinkColumn, TextColumn
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from students.models import Enrolment
from students.tables.students import STAGE_ORDER, GradeColumn, StageColumn


class NamesColumn(TextColumn):
    """Of the programmes whose aid the child has as well."""

    css = "wrap"

    def __init__(self, *args: Any, of: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of

    def html(self, value: Any, record: Enrolment) -> str:
        names = dict.fromkeys(name for field in self.of for name in getattr(record, field))
        return escaped("、".join(names) or figures.DASH)


class EligibleTable(ListTable):
    name = LinkColumn(verbose_name=_("姓名"), order_by=("pinyin",), heading=True)
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id", *STAGE_ORDER), css="wrap")
    stage = StageColumn(verbose_name=_("学段"), order_by=STAGE_ORDER, css="tight")
    grade = GradeColumn(verbose_name=_("年级"), order_by=STAGE_ORDER, css="tight")
    class_name = TextColumn(verbose_name=_("班级"), orderable=False, css="tight")
    state_aid = NamesColumn(verbose_name=_("本年国家资助"), accessor="pk", orderable=False, of=("state_aid",))
    gifts = NamesColumn(verbose_name=_("本年其他社会捐赠"), accessor="pk", orderable=False, of=("other_gift", "handed_gift"))

    class Meta(ListTable.Meta):
        model = Enrolment
        fields = ("name", "school", "stage", "grade", "class_name", "state_aid", "gifts")
        order_by = ("school",)
        caption = _("符合协议的学生")
