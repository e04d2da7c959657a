"""Numbers of documents (发文字号): agency word, hexagonal brackets, full year, running number (GB/T 9704-2012, 7.2.5)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

from aid_portal.errors import Refused

# Loose enough to recognise what people write for a number, so that the answer can name the right form.
_WRITTEN = re.compile(
    r"(?P<word>[^\W\d_]+)(?P<open>[〔\[(【〖{])(?P<year>\d{4}|\d{2})(?P<suffix>年?)(?P<close>[〕\])】〗}])(?P<ordinal>第?)(?P<number>\d+)(?P<unit>号?)"
)
_WORD = re.compile(r"[\u3400-\u9fff]{2,12}")
FIRST_YEAR, LAST_YEAR = 1949, 2199


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """扶教体督〔2022〕15号."""

    word: str
    year: int
    number: int

    def __post_init__(self) -> None:
        if not _WORD.fullmatch(self.word):
            raise Refused(f"机关代字“{self.word}”应当是2至12个汉字，不带括号、数字和空格，例如“扶教体督”。", code="odd_word")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Refused(f"年份“{self.year}”应当写全四位，例如〔2022〕。", code="odd_year")
        if self.number < 1:
            raise Refused("序号从1开始，请核对发文字号。", code="odd_number")

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.number}号"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Refuses every other way of writing a number, with what is wrong and how it is written."""
        number, faults = corrected(text)
        if faults:
            raise Refused(f"发文字号“{text}”不合公文格式：{'；'.join(faults)}。请写成“{number}”。", code="odd_form")
        return cls(number.word, number.year, number.number)


def corrected(text: str) -> tuple[DocumentNumber, list[str]]:
    """The number that is meant, and what was wrong with how it was written."""
    narrow = unicodedata.normalize("NFKC", "".join(text.split()))
    found = _WRITTEN.fullmatch(narrow)
    if not found:
        raise Refused(
            f"“{text}”不像发文字号。请写成“扶教体督〔2022〕15号”的样子：机关代字、六角括号里的四位年份、序号。", code="no_number"
        )
    if len(found["year"]) == 2:
        raise Refused(f"发文字号“{text}”的年份应当写全四位，例如〔2022〕。", code="odd_year")
    wrong = {
        "年份用六角括号〔〕": found["open"] + found["close"] != "〔〕",
        "年份后不写“年”": bool(found["suffix"]),
        "序号前不加“第”": bool(found["ordinal"]),
        "序号前不补0": found["number"].startswith("0"),
        "序号后写“号”": not found["unit"],
        "中间不留空格": len(text.split()) > 1,
        "数字用半角": any(each.isdigit() and not each.isascii() for each in text),
    }
    number = DocumentNumber(found["word"], int(found["year"]), int(found["number"]))
    return number, [fault for fault, there in wrong.items() if there]
