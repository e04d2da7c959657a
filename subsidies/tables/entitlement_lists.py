"""Columns of the lists of the schools, and of the rows of one list."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import EMPTY, BadgeColumn, LinkColumn, MoneyColumn, NumberColumn, TextColumn
from aid_portal.links import rows
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from aid_portal.models import User
from students.sheets.rosters import grade_word
from subsidies.choices import EntitlementStatus, ListStatus
from subsidies.models import Entitlement, EntitlementList
from subsidies.reports.words import PolicyWords
from subsidies.tables.words import PolicyColumn, PolicyTable

GRADE_AND_CLASS = ("enrolment__stage", "enrolment__grade", "enrolment__class_name", "pk")
Hand = tuple[str, User | None, datetime | None]


def hands_of(each: EntitlementList) -> list[Hand]:
    return [
        (str(_("学校确认")), each.confirmed_by, each.confirmed_at),
        (str(_("县级审核")), each.reviewed_by, each.reviewed_at),
        (str(_("审批")), each.approved_by, each.approved_at),
    ]


class HandsColumn(TextColumn):
    """Who has had it, one beneath the other, and since when it lies with the next; each hour stands on the list's own page."""

    css = "hands"

    def html(self, value: int, record: EntitlementList) -> str:
        return "<br>".join(self._lines(record)) or EMPTY

    def _lines(self, record: EntitlementList) -> Iterator[str]:
        moved = [(label, person, moment) for label, person, moment in hands_of(record) if person]
        for label, person, _moment in moved:
            yield f"{escaped(label)} {escaped(person.name)}"
        if moved:
            yield f'<span class="muted">{figures.day(moved[-1][2])}</span>'


def ordinal(number: int) -> str:
    return _("首次") if number == 1 else _("补充%(number)d") % {"number": number - 1}


class NumberedColumn(TextColumn):
    def html(self, value: int, record: EntitlementList) -> str:
        return escaped(ordinal(value))


class CountedColumn(NumberColumn):
    """A number that leads to the rows it counts; none where it is zero."""

    def __init__(self, *args: Any, status: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.status = status

    def html(self, value: int, record: EntitlementList) -> str:
        if not value:
            return f'<span class="none">{value}</span>'
        url = rows("subsidies:list-detail", record.pk, status=self.status)
        return f'<a href="{escaped(url)}">{super().html(value, record)}</a>'


class EntitlementListTable(ListTable):
    school = LinkColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id",), heading=True, css="wrap narrow")
    programme = TextColumn(
        verbose_name=_("资助项目"), accessor="programme__label", order_by=("programme__position",), css="wrap narrow"
    )
    number = NumberedColumn(verbose_name=_("次序"), css="tight")
    times = CountedColumn(verbose_name=_("人次"))
    amount = MoneyColumn(verbose_name=_("金额（元）"))
    objected = CountedColumn(verbose_name=_("异议"), status=EntitlementStatus.OBJECTED.value)
    waiting = CountedColumn(verbose_name=_("候补"), status=EntitlementStatus.WAITING.value)
    status = BadgeColumn(choices=ListStatus)
    hands = HandsColumn(verbose_name=_("经手"), accessor="pk", orderable=False)

    class Meta(ListTable.Meta):
        model = EntitlementList
        fields = ("school", "programme", "number", "times", "amount", "objected", "waiting", "status", "hands")
        order_by = ("school",)
        caption = _("享受资助名单")


def say_tier(words: PolicyWords, code: str, _row: Entitlement) -> str:
    return words.tier(code)


def say_categories(words: PolicyWords, codes: list[str], _row: Entitlement) -> str:
    return words.all_categories(codes)


class DueColumn(MoneyColumn):
    """What is due; a part of the rate says so, a waiver too."""

    def html(self, value: Decimal, record: Entitlement) -> str:
        marks = [str(_("减免"))] if record.waiver else []
        if value != record.full_amount:
            marks.append(str(_("标准%(rate)s") % {"rate": figures.yuan(record.full_amount)}))
        before = f'<span class="muted">{escaped("，".join(marks))}</span> ' if marks else ""
        return before + super().html(value, record)


def held_words(record: Entitlement) -> str:
    return str(_("暂缓至%(day)s：%(note)s") % {"day": figures.day(record.held_until), "note": record.hold_note})


class HoldColumn(TextColumn):
    def html(self, value: date, record: Entitlement) -> str:
        return escaped(held_words(record))


class ClassColumn(TextColumn):
    css = "tight"

    def html(self, value: str, record: Entitlement) -> str:
        return escaped(f"{grade_word(record.enrolment.stage, record.enrolment.grade)} {value}")


class RowOfListTable(PolicyTable):
    name = LinkColumn(verbose_name=_("学生"), accessor="enrolment__name", order_by=("enrolment__pinyin", "pk"), heading=True)
    class_name = ClassColumn(verbose_name=_("年级班级"), accessor="enrolment__class_name", order_by=GRADE_AND_CLASS)
    tier = PolicyColumn(verbose_name=_("档次"), order_by=("tier",), css="tight", say=say_tier)
    categories = PolicyColumn(verbose_name=_("困难类型"), orderable=False, css="wrap", say=say_categories)
    amount = DueColumn(verbose_name=_("金额（元）"))
    status = BadgeColumn(choices=EntitlementStatus)
    rank = NumberColumn(verbose_name=_("排序"))
    note = TextColumn(verbose_name=_("异议或候补原因"), orderable=False, css="wrap")
    hold = HoldColumn(verbose_name=_("暂缓"), accessor="held_until", order_by=("held_until",), css="wrap")

    class Meta(ListTable.Meta):
        model = Entitlement
        fields = ("name", "class_name", "tier", "categories", "amount", "status", "rank", "note", "hold")
        order_by = ("class_name",)
        caption = _("名单明细")
