"""Letters about what is overdue, the slip that comes back, and the promise of a year."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from supervision.choices import StepKind
from supervision.rules.document_numbers import DocumentNumber
from supervision.sheets import delivery_receipts, responsibility_letters, step_letters
from supervision.sheets.delivery_receipts import DeliveryReceipt
from supervision.sheets.responsibility_letters import Party, PrintedLetter
from supervision.sheets.step_letters import SAMPLE
from tests.papers import pages_of, text_of
from tests.supervision.sheets.words import headers_of_word, text_of_word

MADE = datetime(2022, 5, 15, tzinfo=UTC)
PROMISE = PrintedLetter(
    agency="某县教育体育局",
    year=2022,
    level="县局—学校",
    title="学校食品安全目标责任书",
    first=Party("某县教育体育局", "陈某", "局长"),
    second=Party("某某小学", "赵某", "校长"),
    items=["落实<校长>负责制。", "留样48小时。\n登记到人。"],
    made_at=MADE,
)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (StepKind.URGE, ("督办函", "你单位仍有1个问题", "现予督办。", "请于2022年5月20日（含当日）前完成整改", "特此函告。")),
        (StepKind.CRITICISE, ("的通报", "某某小学仍有1个问题", "责成某某小学于2022年5月20日", "特此通报。")),
        (StepKind.TALK, ("约谈通知", "约谈你单位主要负责人", "请于2022年5月20日到某县教育体育局接受约谈", "特此通知。")),
    ],
)
def test_each_step_has_its_letter_with_notice_problems_and_days(kind, said):
    letter = replace(SAMPLE, kind=kind)
    text = re.sub(r"—\d+—", "", text_of(step_letters.pdf(letter)))
    for words in (*said, "《整改通知书》（某教体督〔2022〕15号）", "整改时限：2022年5月11日，已逾期4天。"):
        assert words in text
    assert text_of_word(step_letters.docx(letter)) == text


def test_a_letter_that_was_not_issued_is_a_draft_and_one_without_a_number_shows_none():
    letter = replace(SAMPLE, issued_on=None, number=None)
    assert all("草稿" in page for page in pages_of(step_letters.pdf(letter)))
    assert "某教体督〔2022〕18号" not in text_of(step_letters.pdf(letter))
    assert "草稿" in headers_of_word(step_letters.docx(letter))


def test_a_letter_to_all_schools_is_addressed_to_them():
    assert "各镇中心校：" in text_of(step_letters.pdf(replace(SAMPLE, kind=StepKind.CRITICISE, addressee="各镇中心校")))


def test_a_receipt_names_what_was_delivered_and_leaves_room_for_the_hand():
    number = DocumentNumber("某教体督", 2022, 15)
    slip = DeliveryReceipt("某县教育体育局", number, "关于某事的整改通知书", "某某小学", MADE, delivered_by="李某")
    [page] = pages_of(delivery_receipts.pdf(slip))
    for words in ("送达回执", "某教体督〔2022〕15号", "某某小学", "李某", "签收日期年月日", "退回某县教育体育局"):
        assert words in page
    signed = replace(slip, received_by="赵某", delivered_on=date(2022, 4, 26))
    assert "签收人赵某签收日期2022年4月26日" in text_of(delivery_receipts.pdf(signed))


def test_a_responsibility_letter_names_both_sides_its_items_and_two_places_to_sign():
    text = text_of(responsibility_letters.pdf(PROMISE))
    for words in (
        *("学校食品安全目标责任书", "（2022年度县局—学校）", "甲方：某县教育体育局（局长陈某）", "乙方：某某小学（校长赵某）"),
        *("一、落实<校长>负责制。", "二、留样48小时。登记到人。", "甲方（盖章）", "乙方（盖章）"),
    ):
        assert words in text
    assert text.count("责任人签名：") == 2
    assert text.count("年月日") == 2


def test_a_signed_letter_bears_its_day_and_a_void_one_its_reason():
    assert text_of(responsibility_letters.pdf(replace(PROMISE, signed_on=date(2022, 3, 1)))).count("2022年3月1日") == 2
    assert "作废" in text_of(responsibility_letters.pdf(replace(PROMISE, void_reason="人员调整")))


def test_a_class_without_named_persons_can_still_be_printed():
    assert "乙方：高一1班一、" in text_of(responsibility_letters.pdf(replace(PROMISE, second=Party("高一1班"))))
