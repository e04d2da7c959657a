"""From the check's proposals to the money in the cards: a term's work of schools, county, finance and bank, step by step."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.demo.scale import FIRST_TERM, Scale
from aid_portal.demo.seeding import batches, cases, corrections, lists, mending, money, open_work
from aid_portal.demo.seeding.people import APPROVER, named
from aid_portal.demo.seeding.telling import Telling
from aid_portal.terms import Term
from subsidies.actions import statistics
from subsidies.models import StatisticsReport
from subsidies.rules.statistics import Span
from subsidies.statistics_choices import StatisticsKind

YEAR = "2022"
FROZEN_NOTE = gettext_lazy("2022年度学生资助工作总结用表")


def pay(term: str, scale: Scale, telling: Telling) -> None:
    """Every step looks at what is there and goes on from it."""
    label = {"term": Term.parse(term).label}
    with telling.step(_("%(term)s：生成名单") % label):
        telling.result = lists.generate(term)
    with telling.step(_("%(term)s：补报") % label):
        telling.result = cases.bring(term, scale, telling)
    with telling.step(_("%(term)s：资金文件与名额") % label):
        money.bring(term, cases.expected(term, scale))
        telling.result = money.give_places(term, scale)
    with telling.step(_("%(term)s：异议、排序与学校确认") % label):
        lists.object_to_some(term)
        lists.rank(term)
        telling.result = lists.confirm(term, telling)
    with telling.step(_("%(term)s：公示") % label):
        telling.result = lists.post(term, telling)
    with telling.step(_("%(term)s：县级审核与审批") % label):
        telling.result = lists.decide(term)
    with telling.step(_("%(term)s：发放批次与银行回盘") % label):
        corrections.hold_one(term)
        telling.result = batches.pay(term, telling)
    with telling.step(_("%(term)s：退票补发与追回") % label):
        mending.send_again(term)
        if term == FIRST_TERM:
            corrections.claw_back(term)
        open_work.leave(term)
        telling.result = batches.paid_in_words(term)


def freeze_year(telling: Telling) -> None:
    """The annual table as it is reported: kept with its rows, whatever is paid later."""
    with telling.step(_("%(year)s年度统计表") % {"year": YEAR}):
        report = StatisticsReport.objects.filter(kind=StatisticsKind.ANNUAL).first() or statistics.freeze(
            kind=StatisticsKind.ANNUAL, span=Span.parse(YEAR), note=str(FROZEN_NOTE), by=named(APPROVER)
        )
        total = report.totals["total"]
        words = {"times": f"{total['times']:,}", "amount": f"{Decimal(total['amount']):,.2f}"}
        telling.result = _("%(times)s 人次，%(amount)s 元") % words
