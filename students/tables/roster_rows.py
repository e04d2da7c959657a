"""Columns of an upload's rows: doubts with a box to mend them, differences, who is not in it, double enrolments."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from aid_portal.columns import EMPTY, BadgeColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.identifiers import mask_registry
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from students.choices import EnrolmentStatus, RowOutcome, Severity
from students.models import Enrolment, RosterIssue, RosterRow
from students.reports.roster_differences import changes_of, grade_of, masked_registry
from students.reports.roster_issues import shown_cell
from students.rules.roster_columns import MAY_BE_EMPTY
from students.sealing import open_enrolment
from students.sheets import messages
from students.tables.release_rows import SaidColumn

MEND_FORM = "mend"  # the boxes belong to a form that stands outside the table


class MendColumn(TextColumn):
    """A box for the right value; an optional cell can also be emptied."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, accessor="pk", orderable=False, **kwargs)

    def html(self, value: Any, record: RosterIssue) -> str:
        place = f"{record.row}-{record.column}"
        label = _now("第%(row)s行“%(column)s”改为") % {"row": record.row, "column": record.column}
        box = format_html(
            '<input class="form-control form-control-sm mend-box" form="{}" name="cell-{}" aria-label="{}" autocomplete="off">',
            MEND_FORM, place, label,
        )  # fmt: skip
        if record.column not in MAY_BE_EMPTY:
            return box
        clear = _now("清空")
        return box + format_html(
            '<label class="mend-clear"><input class="form-check-input" type="checkbox" form="{}" name="clear-{}"> {}</label>',
            MEND_FORM, place, clear,
        )  # fmt: skip


class RosterIssueTable(ListTable):
    row = NumberColumn(verbose_name=_("行"))
    column = TextColumn(verbose_name=_("列"), css="strong tight")
    severity = BadgeColumn(verbose_name=_("程度"), choices=Severity)
    value = SaidColumn(verbose_name=_("单元格内容"), say=shown_cell, css="mono")
    rule = SaidColumn(verbose_name=_("问题"), say=messages.rule, css="wrap")
    remedy = SaidColumn(verbose_name=_("怎么办"), say=messages.remedy, css="wrap")

    class Meta(ListTable.Meta):
        model = RosterIssue
        fields = ("row", "column", "severity", "value", "rule", "remedy")
        order_by = ("row",)
        caption = _("花名册里的错误和提醒")


class MendableIssueTable(RosterIssueTable):
    mend = MendColumn(verbose_name=_("改为"))

    class Meta(RosterIssueTable.Meta):
        fields = (*RosterIssueTable.Meta.fields, "mend")
        sequence = ("row", "column", "mend", "...")  # in sight on a phone too


class ChangesColumn(TextColumn):
    """Field by field, before and after."""

    css = "wrap"

    def html(self, value: Any, record: RosterRow) -> str:
        rows = format_html_join(
            "", "<li><b>{}</b> {} <span>→</span> {}</li>",
            ((each.label, each.before or "—", each.after or "—") for each in changes_of(record)),
        )  # fmt: skip
        return format_html('<ul class="differences">{}</ul>', rows) if rows else EMPTY


def enrolled_registry(child: Enrolment) -> str:
    return mask_registry(open_enrolment(child)["registry_number"])


class RosterRowTable(ListTable):
    row = NumberColumn(verbose_name=_("行"))
    outcome = BadgeColumn(verbose_name=_("结果"), choices=RowOutcome)
    name = TextColumn(verbose_name=_("姓名"), heading=True, css="tight")
    number = SaidColumn(verbose_name=_("学籍号"), say=masked_registry, css="mono")
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", css="tight")
    grade = SaidColumn(verbose_name=_("年级"), say=grade_of, css="tight")
    class_name = TextColumn(verbose_name=_("班级"), css="tight")
    what = ChangesColumn(verbose_name=_("原来 → 现在"), accessor="pk", orderable=False)

    class Meta(ListTable.Meta):
        model = RosterRow
        fields = ("row", "outcome", "name", "number", "school", "grade", "class_name", "what")
        order_by = ("row",)
        caption = _("与现有花名册的差异")


class MissingTable(ListTable):
    name = TextColumn(verbose_name=_("姓名"), heading=True, css="tight")
    number = SaidColumn(verbose_name=_("学籍号"), say=enrolled_registry, css="mono")
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", css="tight")
    grade = SaidColumn(verbose_name=_("年级"), say=grade_of, css="tight")
    class_name = TextColumn(verbose_name=_("班级"), css="tight")
    status = BadgeColumn(verbose_name=_("学生状态"), choices=EnrolmentStatus)

    class Meta(ListTable.Meta):
        model = Enrolment
        fields = ("name", "number", "school", "grade", "class_name", "status")
        order_by = ("class_name",)
        caption = _("本次未出现的学生")


class LastColumn(TextColumn):
    """Which of the two schools counts: the one that was accepted last."""

    css = "tight"

    def html(self, value: bool, record: Any) -> str:
        return escaped(_now("本校") if value else _now("对方学校"))


class _Doubles(ListTable):
    """The neighbour's side is its name and a day."""

    name = TextColumn(verbose_name=_("姓名"), heading=True, css="tight")
    school = TextColumn(verbose_name=_("本校"), accessor="school__name", css="tight")
    class_name = TextColumn(verbose_name=_("班级"), css="tight")
    other_school = TextColumn(verbose_name=_("同时在"), orderable=False, css="strong tight")
    other_at = TimeColumn(verbose_name=_("对方接收时间"), orderable=False)
    is_last = LastColumn(verbose_name=_("最后接收的是"), orderable=False)


class DoubleTable(_Doubles):
    number = SaidColumn(verbose_name=_("学籍号"), say=enrolled_registry, css="mono")

    class Meta(ListTable.Meta):
        model = Enrolment
        sequence = ("name", "number", "...")
        fields = ("name", "number")
        order_by = ("class_name",)
        caption = _("双重学籍的学生")


class UploadDoubleTable(_Doubles):
    number = SaidColumn(verbose_name=_("学籍号"), say=masked_registry, css="mono")

    class Meta(ListTable.Meta):
        model = RosterRow
        sequence = ("name", "number", "...")
        fields = ("name", "number")
        order_by = ("class_name",)
        caption = _("其他学校也有的学生")
