"""draw, answer, settle: payees of a batch are asked whether the money came, by others than those who paid it.

Every paid row may be drawn; a school with many returns is drawn more readily (subsidies/rules/arrival_samples.py). What a
family says otherwise than the bank waits for finance to find out why.
"""

import secrets
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, Stale, refuse_empty
from aid_portal.models import User
from subsidies.actions import made_papers
from subsidies.actions.frozen_rows import open_payment
from subsidies.actions.made_papers import Made, PaperForm
from subsidies.arrival_choices import ArrivalAnswer
from subsidies.choices import BatchStatus, Channel, PaymentStatus
from subsidies.models import ArrivalQuestion, ArrivalSample, Batch
from subsidies.reports.arrivals import call_sheet, candidates_of, chosen
from subsidies.rules.arrival_samples import MOST
from subsidies.sheets import call_sheets

ANSWERED = (BatchStatus.PARTLY_PAID, BatchStatus.PAID, BatchStatus.CLOSED)  # from here on what was paid does not change


@transaction.atomic
def draw(*, batch: Batch, size: int, seed: str = "", by: User) -> ArrivalSample:
    """Without a seed one is made; with the seed of an earlier draw the same rows are found again."""
    batch = Batch.objects.locked().get(pk=batch.pk)
    if batch.channel == Channel.SCHOOL_INCOME:
        raise Refused(_("减免没有拨到个人，不需要回访。"))
    refuse_who_paid(batch, by)
    if batch.status not in ANSWERED or batch.payments.filter(status=PaymentStatus.SENT).exists():
        raise Refused(_("银行还没有答复全部明细，回盘入账以后再抽样。"), code="not_answered")
    candidates = candidates_of(batch)
    if not 0 < size <= min(len(candidates), MOST):
        words = {"count": len(candidates), "most": min(len(candidates), MOST)}
        raise Refused(_("已到账%(count)s笔，可以抽取1至%(most)s笔。") % words, code="bad_size")
    seed = seed.strip() or secrets.token_hex(8)
    if ArrivalSample.objects.filter(batch=batch, seed=seed).exists():
        raise Refused(_("这个批次已经用这个种子抽过样，请换一个种子。"), code="same_seed")
    sample = ArrivalSample.objects.create(batch=batch, seed=seed, size=size, population=len(candidates), drawn_by=by)
    ArrivalQuestion.objects.bulk_create(
        ArrivalQuestion(sample=sample, payment=candidates[key][0], position=position)
        for position, key in enumerate(chosen(candidates, size, seed), start=1)
    )
    audit.record("subsidies.arrival.drawn", by=by, target=sample, after={"size": size, "population": len(candidates)})
    return sample


@transaction.atomic
def answer(*, sample: ArrivalSample, answers: Mapping[int, Mapping], by: User) -> int:
    """By position: `answer`, `told_amount` where it is another, `note`. Answers how many were written down."""
    refuse_who_paid(sample.batch, by)
    rows = ArrivalQuestion.objects.locked().filter(sample=sample, position__in=answers).select_related("payment")
    for row in rows:
        _write(row, **answers[row.position], by=by)
    if len(rows) != len(answers):
        raise Refused(_("有的序号不在这次抽样里，请核对。"), code="unknown_row")
    audit.record("subsidies.arrival.answered", by=by, target=sample, after={"answers": len(rows)})
    return len(rows)


@transaction.atomic
def settle(*, question: ArrivalQuestion, settlement: str, by: User) -> ArrivalQuestion:
    """What became of a mismatch, found out by another than who was told of it."""
    refuse_empty(settlement, _("请写明查核结果。"))
    question = ArrivalQuestion.objects.locked().get(pk=question.pk)
    if not question.waits:
        raise Stale(_("这一笔没有待查核的不一致，请刷新页面后再看。"), ids=[question.pk])
    if question.answered_by_id in by.stands_for:
        raise Refused(_("回访由您本人登记（代理期间含被代理人），须由另一人查核。"), code="own_work", ids=[question.pk])
    question.settlement, question.settled_by, question.settled_at = settlement.strip(), by, timezone.now()
    question.save(update_fields=["settlement", "settled_by", "settled_at"])
    audit.record("subsidies.arrival.settled", by=by, target=question.sample, note=settlement)
    return question


@transaction.atomic
def take_sheet(*, sample: ArrivalSample, form: PaperForm, reason: str, by: User) -> Made:
    """Telephones leave with a reason, for those who are not reached yet."""
    refuse_empty(reason, _("请写明查看的事由。"))
    refuse_who_paid(sample.batch, by)
    paper = call_sheet(sample, opened=open_payment, made_at=timezone.now())
    made = made_papers.made(call_sheets, paper, form, _("到账回访电话单_%(batch)s") % {"batch": sample.batch.number})
    after = {"file": made.name, "rows": len(paper.rows)}
    audit.record("subsidies.arrival.sheet_taken", by=by, target=sample, note=reason.strip(), after=after)
    return made


def paid_by(batch: Batch, user: User) -> bool:
    booked = batch.returns.filter(booked_by__isnull=False).values_list("booked_by", flat=True)
    return bool(user.stands_for & {batch.prepared_by_id, batch.reviewed_by_id, batch.released_by_id, *booked})


def refuse_who_paid(batch: Batch, by: User) -> None:
    if paid_by(batch, by):
        message = _("“%(batch)s”由您本人编制、审核、放行或入账（代理期间含被代理人），须由另一人回访。")
        raise Refused(message % {"batch": batch}, code="own_work", ids=[batch.pk])


def _write(row: ArrivalQuestion, *, answer: str, told_amount: Decimal | None = None, note: str = "", by: User) -> None:
    if not row.is_open:
        raise Stale(_("第%(position)s笔已经登记过结果，不能再改。") % {"position": row.position}, ids=[row.pk])
    if (answer == ArrivalAnswer.OTHER_AMOUNT) != (told_amount is not None) or told_amount == row.payment.amount:
        message = _("第%(position)s笔：金额不同时填写家长所说的金额，其他结果不填。")
        raise Refused(message % {"position": row.position}, ids=[row.pk])
    row.answer, row.told_amount, row.note = answer, told_amount, note.strip()
    row.answered_by, row.answered_at = by, timezone.now()
    row.save(update_fields=["answer", "told_amount", "note", "answered_by", "answered_at"])
