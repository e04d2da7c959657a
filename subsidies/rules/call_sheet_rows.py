"""A row of a call sheet that was filled in: of whom it is, what the family said, and whether that can be."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from students.rules.cells import Plain, text_of
from subsidies.arrival_choices import ArrivalAnswer
from subsidies.rules.sheet_rows import Judge

NUMBER, NAME, ANSWER, AMOUNT, NOTE = "序号", "学生", "是否收到", "家长所说金额（元）", "备注"
REQUIRED, OPTIONAL = (NUMBER, NAME, ANSWER), (AMOUNT, NOTE)
LONGEST_NOTE = 200
MOST = Decimal("9999999.99")


class Asked(NamedTuple):
    """Who was drawn at a place; `open`: nothing is written down yet, or nobody was reached."""

    name: str
    amount: Decimal
    open: bool


class AnswerRow(NamedTuple):
    position: int
    answer: str
    told_amount: Decimal | None
    note: str


class CallJudge(Judge):
    """The answers by their labels; each place once, beside the name that was drawn for it."""

    headings, filled = (*REQUIRED, *OPTIONAL), (ANSWER, AMOUNT, NOTE)

    def __init__(self, asked: Mapping[int, Asked]) -> None:
        super().__init__()
        self.asked = asked
        self._answers = {str(label): value for value, label in ArrivalAnswer.choices}
        self._seen: dict[int, int] = {}

    def read(self, number: int, cells: dict[str, Plain]) -> AnswerRow | None:
        written = text_of(cells[NUMBER])
        position = int(written) if written.isascii() and written.isdigit() else 0
        asked = self.asked.get(position)
        if asked is None:
            return self.say(number, NUMBER, _("“%(value)s”不在这次抽样里，请用这次抽样的电话单") % {"value": written})
        self._look_at_the_place(number, position, asked, text_of(cells[NAME]))
        answer, note = self._answer(number, text_of(cells[ANSWER])), text_of(cells.get(NOTE, ""))
        if len(note) > LONGEST_NOTE:
            self.say(number, NOTE, _("超过%(most)d字，请缩短") % {"most": LONGEST_NOTE})
        if not answer:
            return None
        return AnswerRow(position, answer, self._told(number, answer, text_of(cells.get(AMOUNT, "")), asked.amount), note)

    def _look_at_the_place(self, number: int, position: int, asked: Asked, name: str) -> None:
        if name != asked.name:
            words = {"position": position, "asked": asked.name, "name": name}
            self.say(number, NAME, _("抽样第%(position)s笔是“%(asked)s”，不是“%(name)s”，请核对是否错行") % words)
        if not asked.open:
            self.say(number, ANSWER, _("这一笔已经登记过结果，不能再改，请清空这一行填写的内容"))
        first = self._seen.setdefault(position, number)
        if first != number:
            self.say(number, NUMBER, _("与第%(row)s行是同一笔，请只留一行") % {"row": first})

    def _answer(self, number: int, written: str) -> str:
        if written not in self._answers:
            wrong = _("“%(value)s”不是回访结果") % {"value": written} if written else _("没有填写")
            words = {"wrong": wrong, "known": "、".join(self._answers)}
            self.say(number, ANSWER, _("%(wrong)s，请填其中一项：%(known)s") % words)
        return self._answers.get(written, "")

    def _told(self, number: int, answer: str, written: str, paid: Decimal) -> Decimal | None:
        if answer != ArrivalAnswer.OTHER_AMOUNT:
            return self.say(number, AMOUNT, _("只在收到的金额不同时填写，请清空或改选结果")) if written else None
        told = self.amount(number, AMOUNT, written, most=MOST, places=2)
        return self.say(number, AMOUNT, _("与发放的金额相同，请改选“已收到，金额一致”")) if told == paid else told
