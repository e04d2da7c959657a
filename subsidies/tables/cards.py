"""Columns of returned payments, changes of account, accounts of staff."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, MoneyColumn, TextColumn, TimeColumn, badge_html
from aid_portal.links import of_row, rows
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from subsidies.choices import PaperStatus, Payee
from subsidies.models import CardChange, Payment, StaffAccount


def _student_page(payment: Payment) -> str:
    return of_row("students:student-detail", payment.student_id)


class MendColumn(TextColumn):
    """How far the correction has come; before that, the way to it for who may go it."""

    may_change = False

    def html(self, value: Any, record: Payment) -> str:
        words = dict(PaperStatus.choices)
        told = ""
        if record.mended:
            address = rows("subsidies:card-detail", record.change)
            told = f'<a href="{escaped(address)}">{badge_html(record.mended, str(words[record.mended]))}</a>'
        if self.may_change and record.mended in (None, PaperStatus.REFUSED):
            address = rows("subsidies:card-propose", record.pk)
            told += f' <a class="btn btn-light btn-sm" href="{escaped(address)}">{escaped(_("更正账户"))}</a>'
        return told or badge_html("missing", str(_("还没有更正")))


class ReturnedTable(ListTable):
    student = LinkColumn(
        verbose_name=_("学生"), accessor="student__name", order_by=("student__pinyin",), heading=True, url=_student_page
    )
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id",), css="wrap narrow")
    programme = TextColumn(
        verbose_name=_("资助项目"), accessor="programme__label", order_by=("programme__position",), css="wrap narrow"
    )
    amount = MoneyColumn()
    batch = TextColumn(verbose_name=_("批次"), accessor="batch__number", order_by=("batch__number",), css="tight")
    settled_on = DateColumn(verbose_name=_("退回日期"))
    reason = TextColumn(verbose_name=_("退票原因"), order_by=("reason_code",), css="tight")
    remedy = TextColumn(verbose_name=_("怎么办"), orderable=False, css="wrap narrow")
    mended = MendColumn(verbose_name=_("账户更正"), accessor="pk", orderable=False, css="tight")

    class Meta(ListTable.Meta):
        model = Payment
        fields = ("student", "school", "programme", "amount", "reason", "remedy", "mended", "settled_on", "batch")
        order_by = ("school",)
        caption = _("退票待处理")


class MendableColumn(MendColumn):
    may_change = True


class MendableTable(ReturnedTable):
    """For those who ask for other accounts."""

    mended = MendableColumn(verbose_name=_("账户更正"), accessor="pk", orderable=False, css="tight")

    class Meta(ReturnedTable.Meta):
        pass


class CardChangeTable(ListTable):
    student = LinkColumn(verbose_name=_("学生"), accessor="student__name", order_by=("student__pinyin",), heading=True)
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id",), css="wrap")
    payee = BadgeColumn(choices=Payee)
    holder = TextColumn()
    status = BadgeColumn(choices=PaperStatus)
    reason = TextColumn(css="wrap")
    made_by = TextColumn(verbose_name=_("提出人"), accessor="made_by__name", orderable=False)
    made_at = TimeColumn(verbose_name=_("提出时间"))
    decided_by = TextColumn(verbose_name=_("批准人"), accessor="decided_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = CardChange
        fields = ("student", "school", "payee", "holder", "status", "reason", "made_by", "made_at", "decided_by")
        order_by = ("-made_at",)
        caption = _("账户变更")


class StaffAccountTable(ListTable):
    name = TextColumn(heading=True)
    school = TextColumn(verbose_name=_("单位"), accessor="school__name", order_by=("school_id",))
    made_by = TextColumn(verbose_name=_("登记人"), accessor="made_by__name", orderable=False)
    made_at = TimeColumn()

    class Meta(ListTable.Meta):
        model = StaffAccount
        fields = ("name", "school", "made_by", "made_at")
        order_by = ("school",)
        caption = _("教职工账户")
