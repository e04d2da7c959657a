"""What the pages of a draw of payees show, and what the page of a batch says of them."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.forms.reveals import ReasonForm
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.actions.arrivals import ANSWERED, paid_by
from subsidies.choices import Channel
from subsidies.forms.arrivals import AnswerForm, SettlementForm
from subsidies.models import ArrivalQuestion, ArrivalSample, Batch
from subsidies.reports.arrivals import drawn_again, result_of
from subsidies.reports.batch_papers import class_of

FILLED_SHOWN = 5  # of the sheets that came back, the newest


def sample_page(sample: ArrivalSample, user: User, *, again: bool) -> dict[str, Any]:
    """`again` draws by the seed once more, over all rows of the batch; else only what is kept is read."""
    result, asks = result_of(sample), user.has(Permission.ARRIVAL_ASK) and not paid_by(sample.batch, user)
    questions = [_row(each) for each in sample.questions.for_list().order_by("position")]
    return {
        "sample": sample,
        "batch": sample.batch,
        "result": result,
        "checked": again,
        "same": again and drawn_again(sample),
        "again_url": rows("subsidies:arrival-detail", sample.pk, again="1"),
        "facts": [
            (_("发放批次"), sample.batch, sample.batch.get_absolute_url()),
            (_("已到账笔数"), figures.count(sample.population)),
            (_("抽取笔数"), figures.count(sample.size)),
            (_("抽样种子"), sample.seed),
            (_("抽样人"), sample.drawn_by.name),
            (_("抽样时间"), figures.minute(sample.drawn_at)),
        ],
        "questions": questions,
        "asks": asks,
        "sheet_form": ReasonForm() if asks and any(each["open"] for each in questions) else None,
        "filled": sample.filled_sheets.for_list()[:FILLED_SHOWN],
    }


def _row(each: ArrivalQuestion) -> dict[str, Any]:
    child = each.payment.entitlement.enrolment
    return {
        "question": each,
        "url": rows("subsidies:arrival-question-detail", each.pk),
        "school": each.payment.school,
        "name": child.name,
        "class_name": class_of(child),
        "payee": each.payment.payee_name,
        "amount": each.payment.amount,
        "open": each.is_open,
        "state": _("已查核") if each.settled_by_id else _("待查核") if each.waits else "",
    }


def question_page(question: ArrivalQuestion, user: User) -> dict[str, Any]:
    sample = question.sample
    asks = question.is_open and user.has(Permission.ARRIVAL_ASK) and not paid_by(sample.batch, user)
    own = question.answered_by_id in user.stands_for
    finance = question.waits and user.has(Permission.BANK_FILE)
    return {
        "question": question,
        "sample": sample,
        "batch": sample.batch,
        "facts": _facts(question),
        "answer_form": AnswerForm() if asks else None,
        "settle_form": SettlementForm() if finance and not own else None,
        "own": finance and own,
        "mismatch": question.waits,
    }


def _facts(question: ArrivalQuestion) -> list[tuple]:
    payment, told = question.payment, question.told_amount
    child = payment.entitlement.enrolment
    return [
        (_("学校"), payment.school.name),
        (_("学生"), f"{child.name} {class_of(child)}"),
        (_("收款人"), payment.payee_name),
        (_("资助项目"), payment.programme.label),
        (_("金额（元）"), figures.yuan(payment.amount)),
        (_("银行结果"), f"{payment.get_status_display()} {figures.day(payment.settled_on)}"),
        (_("回访结果"), question.get_answer_display() if question.answer else _("还没有登记")),
        *([(_("家长所说金额（元）"), figures.yuan(told))] if told is not None else []),
        (_("备注"), question.note),
        (_("回访人"), _signed(question.answered_by, question.answered_at)),
        (_("查核结果"), question.settlement),
        (_("查核人"), _signed(question.settled_by, question.settled_at)),
    ]


def _signed(person: User | None, moment: Any) -> str:
    return f"{person.name} {figures.minute(moment)}" if person else ""


def of_batch(batch: Batch, user: User) -> dict[str, Any]:
    """The draws of a batch with what they came to, and whether this person may draw."""
    found = ArrivalSample.objects.visible_to(user).filter(batch=batch).for_list().with_counts()
    answered = batch.status in ANSWERED and batch.channel != Channel.SCHOOL_INCOME
    return {
        "samples": [{"sample": each, "result": result_of(each)} for each in found],
        "may_draw": answered and user.has(Permission.ARRIVAL_ASK) and not paid_by(batch, user),
        "shown": answered,
    }
