"""Likenesses in words: why two sides look alike, how their numbers differ, and the usual reasons of an answer."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.rules.comparisons import Numbers, Verdict

LEVELS = {
    2: gettext_lazy("级别2：证件号相同，姓名不同"),
    3: gettext_lazy("级别3：姓名和出生日期相同，一方没有有效的证件号"),
    4: gettext_lazy("级别4：名单证件号与学籍号后18位相同，花名册证件号不同"),
}
SHORT_LEVELS = {
    2: gettext_lazy("2 姓名不同"),
    3: gettext_lazy("3 缺有效证件号"),
    4: gettext_lazy("4 只与学籍号相同"),
}
VERDICTS = {
    "same": gettext_lazy("一致"),
    "different": gettext_lazy("不同"),
    "alike": gettext_lazy("相近"),
    "unknown": gettext_lazy("无法比较"),
}


class Reason(NamedTuple):
    """A usual reason, which answer it supports, the key that chooses it."""

    code: str
    same: bool
    key: str
    words: str | Promise


REASONS = (
    Reason("sound", True, "a", gettext_lazy("姓名只差同音字、形近字或少数民族姓名译写，其他一致")),
    Reason("renamed", True, "b", gettext_lazy("改过名或曾用名，已核对户口簿")),
    Reason("typing", True, "c", gettext_lazy("证件号漏填、错填或被改成数值，已核对户口簿")),
    Reason("confirmed", True, "d", gettext_lazy("已与学校或村（社区）核实，是同一人")),
    Reason("relative", False, "e", gettext_lazy("证件号填成了家里另一个人的")),
    Reason("namesake", False, "f", gettext_lazy("同名同日出生的两个人")),
    Reason("denied", False, "g", gettext_lazy("已与学校或村（社区）核实，不是同一人")),
)
BY_CODE = {reason.code: reason for reason in REASONS}


def number_words(numbers: Numbers) -> str:
    """Where two numbers part, without saying what stands there."""
    if numbers.lengths:
        left, right = numbers.lengths
        words = {"left": left, "right": right, "place": numbers.places[0]}
        return _("%(left)d位、%(right)d位，从第%(place)d位起不同") % words
    places = "、".join(map(str, numbers.places))
    if not numbers.whole:
        if places:
            return _("名单上是数值格式，只比前15位：第%(places)s位不同") % {"places": places}
        return _("名单上是数值格式，后几位已失真；前15位相同")
    return _("第%(places)s位不同") % {"places": places} if places else verdict_words(numbers.verdict)


def verdict_words(verdict: Verdict) -> str:
    return str(VERDICTS[verdict])
