"""Columns of the list of decisions."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import LinkColumn, MoneyColumn, TextColumn, badge_html, of_value
from aid_portal.links import of_row
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from aid_portal.terms import Term
from students.sheets import enrolment_words
from students.sheets.rosters import grade_word
from subsidies.models import Decision
from subsidies.reports.words import PolicyWords
from subsidies.tables.words import PolicyColumn, PolicyTable


class GradeColumn(TextColumn):
    rests_on = staticmethod(lambda value, record: (record.case.stage, value, record.case.boarding))

    def html(self, value: int, record: Decision) -> str:
        boarding = enrolment_words.boarding(record.case.boarding)
        return escaped(f"{grade_word(record.case.stage, value)} {boarding}")


class AmountColumn(MoneyColumn):
    """A waiver never reaches a card: that stands beside the amount."""

    rests_on = staticmethod(lambda value, record: (value, record.case.waiver))

    def html(self, value: Decimal, record: Decision) -> str:
        mark = f'<span class="muted">{escaped(_("减免"))}</span> ' if record.case.waiver else ""
        return mark + super().html(value, record)


class TermColumn(TextColumn):
    """2022秋, and a mark on what counts no longer."""

    rests_on = staticmethod(lambda value, record: (value, record.state))

    def html(self, value: str, record: Decision) -> str:
        term = Term.parse(value)
        short = _("%(year)d秋") if term.is_autumn else _("%(year)d春")
        mark = "" if record.superseded_by_id is None else f" {badge_html(record.state, str(_('已被取代')))}"
        return escaped(short % {"year": term.year}) + mark


def student_page(decision: Decision) -> str:
    return of_row("students:student-detail", decision.student_id)


def _grounds(words: PolicyWords, codes: list[str], _decision: Decision) -> str:
    return words.grounds(codes)


def _codes(codes: list[str], _decision: Decision) -> tuple[str, ...]:
    return tuple(codes)


def _tier(words: PolicyWords, code: str, _decision: Decision) -> str:
    return words.tier(code)


class DecisionTable(PolicyTable):
    name = LinkColumn(
        verbose_name=_("学生"), accessor="enrolment__name", order_by=("enrolment__pinyin",), heading=True, url=student_page
    )
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id",), css="wrap")
    grade = GradeColumn(verbose_name=_("年级"), accessor="case__grade", order_by=("case__stage", "case__grade"), css="tight")
    programme = LinkColumn(verbose_name=_("资助项目"), accessor="programme__label", order_by=("programme__position",))
    tier = PolicyColumn(
        verbose_name=_("档次"), accessor="case__tier", order_by=("case__tier",), css="tight", say=_tier, rests_on=of_value
    )
    amount = AmountColumn(verbose_name=_("金额（元）"), accessor="case__amount", order_by=("case__amount",))
    grounds = PolicyColumn(
        verbose_name=_("依据"), accessor="case__grounds", orderable=False, css="wrap", say=_grounds, rests_on=_codes
    )
    term = TermColumn(verbose_name=_("学期"), accessor="term_id", order_by=("term__position",), css="tight")

    class Meta(ListTable.Meta):
        model = Decision
        fields = ("name", "programme", "amount", "tier", "grounds", "grade", "school", "term")
        order_by = ("school",)
        caption = _("资助结果")
