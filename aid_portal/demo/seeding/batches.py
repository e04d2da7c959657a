"""The batches of a term: built, reviewed and released by three people, sent to the bank, its answer booked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import Sum
from django.utils.translation import gettext as _

from aid_portal.demo.seeding import bank
from aid_portal.demo.seeding.people import CASHIER, CLERK, FINANCE, SECOND_REVIEWER, named
from aid_portal.demo.seeding.telling import Telling
from aid_portal.demo.users import WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit
from aid_portal.terms import Term
from students.models import TermSetting
from subsidies.actions import bank_files, bank_returns, batches
from subsidies.actions.batch_rows import Choice
from subsidies.choices import BatchStatus, Channel, PaymentStatus, ReturnStatus
from subsidies.models import BankLayout, Batch, Payment, Programme

REASONS = ("户名不符", "账号不存在", "账户已销户", "账户状态异常")
Failures = Callable[[Batch], Mapping[int, str]]


def none_fail(_batch: Batch) -> Mapping[int, str]:
    return {}


def some_fail(batch: Batch) -> Mapping[int, str]:
    """Three rows spread over the batch come back, each for another reason."""
    count = batch.row_count
    return dict(zip(sorted({1 + count // 5, 1 + count // 2, count}), REASONS, strict=False)) if count > 1 else {}


def boarders_of_wang_fail(batch: Batch) -> Mapping[int, str]:
    """Two boarders of Wang's school come back, so that she finds something to mend."""
    rows = batch.payments.filter(school__code=WANG_SCHOOL, programme__code="CE_BOARD").order_by("sequence")
    return dict(zip(rows.values_list("sequence", flat=True)[:2], REASONS, strict=False))


@dataclass(frozen=True, slots=True)
class Order:
    """What goes out together; `schools` narrows it to a few by their codes, `fails` are the rows that the bank sends back."""

    title: str
    channel: str
    programmes: tuple[str, ...]
    schools: tuple[str, ...] = ()
    fails: Failures = field(default=none_fail)

    def title_in(self, term: str) -> str:
        return f"{Term.parse(term).label}{self.title}"


COMPULSORY = ("CE_BOARD", "CE_DAY")
UPPER = ("SH_GRANT", "VOC_GRANT")
ORDERS = {
    "2022S": (
        Order("学前生活补助（本人卡）", Channel.BANK_CARD, ("PRE_LIVING",), fails=some_fail),
        Order("学前生活补助（监护人卡）", Channel.GUARDIAN_CARD, ("PRE_LIVING",)),
        Order("义务教育生活补助（本人卡）", Channel.BANK_CARD, COMPULSORY, fails=some_fail),
        Order("义务教育生活补助（监护人卡）", Channel.GUARDIAN_CARD, COMPULSORY),
        Order("高中阶段国家助学金（本人卡）", Channel.BANK_CARD, UPPER, fails=some_fail),
        Order("高中阶段国家助学金（监护人卡）", Channel.GUARDIAN_CARD, UPPER),
        Order("中职免学费", Channel.SCHOOL_INCOME, ("VOC_FEE",)),
    ),
    "2022A": (
        Order("学前生活补助（本人卡）", Channel.BANK_CARD, ("PRE_LIVING",), fails=some_fail),
        Order("学前生活补助（监护人卡）", Channel.GUARDIAN_CARD, ("PRE_LIVING",)),
        Order("寄宿生生活补助（饭卡）", Channel.MEAL_CARD, ("CE_BOARD",), schools=(ZHAO_SCHOOL,)),
        Order("义务教育生活补助（本人卡）", Channel.BANK_CARD, COMPULSORY, fails=boarders_of_wang_fail),
        Order("义务教育生活补助（监护人卡）", Channel.GUARDIAN_CARD, COMPULSORY),
        Order("高中阶段国家助学金（本人卡）", Channel.BANK_CARD, UPPER, fails=some_fail),
        Order("高中阶段国家助学金（监护人卡）", Channel.GUARDIAN_CARD, UPPER),
        Order("中职免学费", Channel.SCHOOL_INCOME, ("VOC_FEE",)),
        Order("高等教育入学资助", Channel.BANK_CARD, ("HE_ENTRY",)),
        Order("高等教育入学资助（监护人卡）", Channel.GUARDIAN_CARD, ("HE_ENTRY",)),
    ),
}
TO_THE_BANK = {"2022S": date(2022, 5, 20), "2022A": date(2022, 11, 18)}
FROM_THE_BANK = {"2022S": date(2022, 5, 23), "2022A": date(2022, 11, 21)}
AGAIN_FROM_THE_BANK = {"2022S": date(2022, 6, 10), "2022A": date(2022, 12, 8)}


def pay(term: str, telling: Telling) -> str:
    """Every batch of the term, as far as it has not gone already."""
    orders = ORDERS[term]
    for place, order in enumerate(orders):
        batch = build(order, term)
        if batch is not None:
            settle(batch, order.fails, FROM_THE_BANK[term])
        telling.far(place + 1, len(orders))
    return paid_in_words(term)


def paid_in_words(term: str) -> str:
    paid = Payment.objects.filter(batch__term=term, status=PaymentStatus.PAID)
    words = {"rows": paid.values("entitlement").distinct().count(), "total": paid.aggregate(sum=Sum("amount"))["sum"] or 0}
    return _("%(rows)d 人次，%(total)s 元") % {**words, "total": f"{words['total']:,.2f}"}


def build(order: Order, term: str) -> Batch | None:
    """The batch of the order, found again where it was built before; none where there is nobody to pay."""
    title = order.title_in(term)
    known = Batch.objects.filter(term=term, title=title).first()
    if known:
        return known
    programmes = list(Programme.objects.filter(code__in=order.programmes).values_list("pk", flat=True))
    schools = list(OrgUnit.objects.filter(code__in=order.schools).values_list("pk", flat=True)) or None
    choice = Choice(term=TermSetting.objects.get(pk=term), channel=order.channel, programmes=programmes, schools=schools)
    try:
        return batches.build(choice=choice, title=title, leave_out=True, by=named(CLERK))
    except Refused as refusal:
        if refusal.code != "nothing_to_pay":
            raise
        return None


def settle(batch: Batch, fails: Failures, day: date) -> Batch:
    """From wherever the batch stands to the answer of the bank."""
    batch = release(batch)
    if batch.channel == Channel.SCHOOL_INCOME:
        if batch.status == BatchStatus.RELEASED:
            batches.settle(batch=batch, day=day, voucher=f"拨{batch.number}", by=named(CASHIER))
        return batch
    batch = send(batch)
    if batch.status == BatchStatus.SENT:
        _book(batch, fails(batch), day)
        batch.refresh_from_db()
    return batch


def release(batch: Batch) -> Batch:
    if batch.status == BatchStatus.DRAFT:
        batch = batches.submit(batch=batch, by=named(CLERK))
    if batch.status == BatchStatus.SUBMITTED:
        batch = batches.review(batch=batch, by=named(SECOND_REVIEWER))
    if batch.status == BatchStatus.REVIEWED:
        batch = batches.release(batch=batch, seen=bytes(batch.digest), by=named(FINANCE))
    return batch


def send(batch: Batch) -> Batch:
    qian = named(FINANCE)
    if batch.status == BatchStatus.RELEASED:
        bank_files.make(batch=batch, layout=_layout(batch), by=qian)
        batch.refresh_from_db()
    if batch.status == BatchStatus.EXPORTED:
        batch = batches.send(batch=batch, day=TO_THE_BANK[batch.term_id], by=qian)
    return batch


def _book(batch: Batch, failures: Mapping[int, str], day: date) -> None:
    answer = batch.returns.filter(status=ReturnStatus.READ).first()
    if answer is None:
        with TemporaryDirectory() as folder:
            path = bank.write_answer(Path(folder), batch, failures, day)
            answer = bank_returns.read(batch=batch, layout=_layout(batch), path=path, name=path.name, by=named(CASHIER))
    if answer.problems:
        raise Refused("".join(answer.problems[:3]))
    bank_returns.book(bank_return=answer, by=named(CASHIER))


def _layout(batch: Batch) -> BankLayout:
    """The bank's own text, but where a name has a character that GBK lacks, and for meal cards, the file in UTF-8."""
    names = "".join(batch.payments.values_list("payee_name", flat=True))
    plain = batch.channel != Channel.MEAL_CARD and names.encode("gbk", "ignore").decode("gbk") == names
    return BankLayout.objects.current().get(code="rural_bank_txt" if plain else "generic_csv")


def sent_back(term: str) -> Iterator[Batch]:
    """Batches of the term with rows that came back and were not sent again; not those of Wang's school, which are her work."""
    for order in ORDERS[term]:
        if order.fails is some_fail:
            yield from Batch.objects.filter(term=term, title=order.title_in(term), status=BatchStatus.PARTLY_PAID)
