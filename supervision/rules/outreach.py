"""What the figures of an activity must keep to, and how a year's figure is printed: exact, or with 余 for what is over."""

from collections.abc import Mapping

from supervision.outreach_choices import COUNTS, OutreachKind

Numbers = Mapping[str, int | None]
NAMES = ("visits", "copies", "audience", "sent", "delivered", "read")
NEEDED = {
    "visits": "请填写入户的人次，至少1。",
    "copies": "请填写发放的份数，至少1。",
    "sent": "请填写发送的人数，至少1。",
    "audience": "请填写参加的人数，至少1。",
}
ROUND, LARGE = 100, 1000


def faults(kind: str, numbers: Numbers) -> dict[str, str]:
    """Field → sentence: what is missing, what belongs to another kind, what cannot be."""
    asked = COUNTS[OutreachKind(kind)]
    found = {name: "这一类活动没有这个数。" for name in NAMES if numbers.get(name) and name not in asked}
    if asked and not numbers.get(asked[0]):
        found[asked[0]] = NEEDED[asked[0]]
    sent, delivered, read = (numbers.get(name) for name in ("sent", "delivered", "read"))
    if delivered is not None and delivered > (sent or 0):
        found["delivered"] = "送达人数不能多于发送人数。"
    if read is not None and (delivered is None or read > delivered):
        found["read"] = "已读人数不能多于送达人数；填了已读的，也请填写送达。"
    return found


def printed(number: int) -> str:
    """7,500 stays 7500, 7,512 is printed 7500余: the exact number is kept, the word only stands on paper (domain.md 10)."""
    over = number % ROUND
    return f"{number - over}余" if number >= LARGE and over else str(number)


def year_in_words(visits: int, copies: int) -> str:
    """The sentence of the yearly account."""
    return f"全年共入户宣讲政策{printed(visits)}人次，发放宣传资料{printed(copies)}份。"
