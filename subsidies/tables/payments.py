"""Columns of the list of payments."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, MoneyColumn, TextColumn
from aid_portal.listing import ListTable
from subsidies.choices import PaymentStatus
from subsidies.models import Payment
from subsidies.tables.statistics import TermWordColumn, batch_page, student_page


class PaymentTable(ListTable):
    name = LinkColumn(
        verbose_name=_("学生"), accessor="entitlement__enrolment__name", order_by=("entitlement__enrolment__pinyin",),
        heading=True, url=student_page,
    )  # fmt: skip
    programme = TextColumn(
        verbose_name=_("资助项目"), accessor="programme__label", order_by=("programme__position",), css="tight"
    )
    amount = MoneyColumn(verbose_name=_("金额（元）"))
    status = BadgeColumn(choices=PaymentStatus)
    settled_on = DateColumn()
    payee_name = TextColumn(verbose_name=_("户名"), css="tight")
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school__path",))
    term = TermWordColumn(verbose_name=_("学期"), accessor="batch__term_id", order_by=("batch__term__position",))
    batch = LinkColumn(verbose_name=_("发放批次"), accessor="batch__number", order_by=("batch_id", "sequence"), url=batch_page)

    class Meta(ListTable.Meta):
        model = Payment
        fields = ("name", "programme", "amount", "status", "settled_on", "payee_name", "school", "term", "batch")
        order_by = ("batch",)
        caption = _("发放明细")
