"""Columns of a release's rows: records, determinations, doubts, changes. Numbers are unsealed only to be masked."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from aid_portal import crypto
from aid_portal.columns import EMPTY, BadgeColumn, DateColumn, LinkColumn, NumberColumn, TextColumn
from aid_portal.identifiers import mask_registry, mask_text
from aid_portal.list_tables import ListTable
from aid_portal.looks import Look, register_looks
from aid_portal.markup import escaped
from students.choices import ChangeKind, FollowUp, Severity
from students.models import Determination, Record, ReleaseChange, ReleaseIssue
from students.rules.differences import FOLLOW_UPS
from students.sealing import determination_aad, release_issue_aad
from students.sheets import messages, record_words

_CHANGED = Look("info", "arrow-right")
register_looks(
    {
        **dict.fromkeys((kind.value for kind in ChangeKind if kind != ChangeKind.LEFT), _CHANGED),
        ChangeKind.ENTERED.value: Look("success", "plus-lg"),
        ChangeKind.RISK_REMOVED.value: Look("success", "check-circle"),
        "matched": Look("success", "check-circle"),
        ChangeKind.RISK_BACK.value: Look("warning", "exclamation-triangle"),
    }
)


class SaidColumn(TextColumn):
    """Words made of the whole row by `say`."""

    def __init__(self, *args: Any, say: Any, **kwargs: Any) -> None:
        super().__init__(*args, accessor="pk", orderable=False, **kwargs)
        self.say = say

    def html(self, value: Any, record: Any) -> str:
        said = self.say(record)
        return escaped(said) if said else EMPTY


class RecordTable(ListTable):
    row = NumberColumn(verbose_name=_("行"))
    name = LinkColumn(verbose_name=_("姓名"), heading=True)
    number = SaidColumn(verbose_name=_("证件号"), say=record_words.masked_id, css="mono")
    birth_date = DateColumn(verbose_name=_("出生日期"))
    detail = TextColumn(verbose_name=_("类别（名单原文）"))
    validity = SaidColumn(verbose_name=_("起止"), say=record_words.validity, css="tight")
    place = SaidColumn(verbose_name=_("住址"), say=record_words.place, css="tight")
    match = BadgeColumn(verbose_name=_("与花名册比对"), choices=record_words.MATCHES, orderable=False)

    class Meta(ListTable.Meta):
        model = Record
        fields = ("row", "name", "number", "birth_date", "detail", "validity", "place", "match")
        order_by = ("row",)
        caption = _("名单上的人")


def masked_registry(determination: Determination) -> str:
    aad = determination_aad(determination.academic_year, determination.registry_index)
    return mask_registry(crypto.unseal(determination.sealed, aad)["registry_number"])


class DeterminationTable(ListTable):
    row = NumberColumn(verbose_name=_("行"))
    name = TextColumn(verbose_name=_("姓名"), heading=True)
    number = SaidColumn(verbose_name=_("学籍号"), say=masked_registry, css="mono")
    academic_year = TextColumn(verbose_name=_("学年"))
    tier = BadgeColumn(verbose_name=_("认定档次"), choices=list(record_words.TIERS.items()))
    kinds = TextColumn(verbose_name=_("困难类型"), css="wrap")
    school_code = TextColumn(verbose_name=_("学校标识码"), css="mono")

    class Meta(ListTable.Meta):
        model = Determination
        fields = ("row", "name", "number", "academic_year", "tier", "kinds", "school_code")
        order_by = ("row",)
        caption = _("以这份文件为准的认定结果")


def shown_value(issue: ReleaseIssue) -> str:
    """The doubtful cell, numbers masked; what else might hold one is masked as text."""
    aad = release_issue_aad(issue.release_id, issue.row, issue.column)
    value = crypto.unseal(issue.value, aad)["value"]
    return mask_text(messages.shown_value(issue.column, value))


class IssueTable(ListTable):
    row = NumberColumn(verbose_name=_("行"))
    column = TextColumn(verbose_name=_("列"), css="strong")
    severity = BadgeColumn(verbose_name=_("程度"), choices=Severity)
    value = SaidColumn(verbose_name=_("单元格内容"), say=shown_value, css="mono")
    rule = SaidColumn(verbose_name=_("问题"), say=messages.rule, css="wrap")
    remedy = SaidColumn(verbose_name=_("怎么办"), say=messages.remedy, css="wrap")

    class Meta(ListTable.Meta):
        model = ReleaseIssue
        fields = ("row", "column", "severity", "value", "rule", "remedy")
        order_by = ("row",)
        caption = _("名单里的错误和提醒")


class PersonColumn(LinkColumn):
    """The name as it is now, leading to the row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, accessor="pk", orderable=False, **kwargs)

    def html(self, value: Any, record: ReleaseChange) -> str:
        return super().html(record.record.name, record.record)


class DifferencesColumn(TextColumn):
    """Field by field, before and after; who entered or left shows what the list says of him."""

    css = "wrap"

    def html(self, value: Any, record: ReleaseChange) -> str:
        found = record_words.differences(record.before, record.after)
        rows = format_html_join(
            "", "<li><b>{}</b> {} <span>→</span> {}</li>", ((d.label, d.before or "—", d.after or "—") for d in found)
        )
        if rows:
            return format_html('<ul class="differences">{}</ul>', rows)
        return escaped(record.record.detail) or EMPTY


def follow_up(change: ReleaseChange) -> str:
    work = FOLLOW_UPS.get(change.kind)
    return str(FollowUp(work).label) if work else ""


class ChangeTable(ListTable):
    name = PersonColumn(verbose_name=_("姓名"), heading=True)
    kind = BadgeColumn(verbose_name=_("变化"), choices=ChangeKind)
    number = SaidColumn(verbose_name=_("证件号"), say=lambda change: record_words.masked_id(change.record), css="mono")
    born = SaidColumn(verbose_name=_("出生日期"), say=lambda change: change.record.birth_date, css="date")
    place = SaidColumn(verbose_name=_("住址"), say=lambda change: record_words.place(change.record), css="tight")
    school = TextColumn(verbose_name=_("在校学校"), orderable=False, css="tight")
    what = DifferencesColumn(verbose_name=_("前 → 后"), accessor="pk", orderable=False)
    work = SaidColumn(verbose_name=_("需要做的事"), say=follow_up, css="tight")

    class Meta(ListTable.Meta):
        model = ReleaseChange
        fields = ("name", "kind", "number", "born", "place", "school", "what", "work")
        order_by = ("id",)
        caption = _("与上一期相比的变化")
