"""The six sections of the yearly account (domain.md 10, 11) and what is said of its figures: nothing where there are no rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter

TEN_THOUSAND = Decimal(10_000)
# In the order of the bureau's own account.
TITLES = {
    1: "聚力百日提升，稳固教育脱贫成果",
    2: "加强宣传，以资助助人促资助育人",
    3: "强化监管，困难学生认定规范有序",
    4: "精准资助，各级各类资助政策落实到位",
    5: "狠抓食品安全，保障师生身体健康",
    6: "保障资金安全，膳食补助落实到位",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """`lead` is said where at least one clause is; a clause is said where there is a figure for each of its names."""

    lead: str
    clauses: tuple[str, ...]


SENTENCES = {
    1: Sentence(
        "对控辍保学、资助政策落实情况进行督查",
        (
            "局班子成员带队的{teams}个督查组到现场督查",
            "下沉{towns}个镇街",
            "督查{direct_units}个局直单位",
            "下发整改通知书{notices}份",
        ),
    ),
    2: Sentence("", ("全年共入户宣讲政策{visits}人次", "发放宣传资料{copies}份", "推送政策信息{pushes}次")),
    3: Sentence("", ("核对使用部门名单和学校认定结果{releases}份", "按最高档次资助特殊困难群体学生{highest}人次")),
    4: Sentence("", ("全年享受各级各类资助政策学生{aid_times}人次", "发放资金{aid_amount}万元")),
    5: Sentence("", ("全年组织开展食品安全检查{food_checks}次", "下发食品安全整改通知书{food_notices}份")),
    6: Sentence("", ("实施每生每天{meal_standard}元膳食标准", "全年供餐{meals}人次")),
}


@dataclass(frozen=True, slots=True)
class GiftWords:
    """What is told of one social programme; `things` are goods and services as (number, unit, what)."""

    programme: str
    donors: Sequence[str]
    amount: Decimal
    children: int
    things: Sequence[tuple[int, str, str]]


def heading(section: int) -> str:
    return f"{'一二三四五六'[section - 1]}、{TITLES[section]}"


def paragraph(section: int, words: Mapping[str, str], gifts: Sequence[GiftWords] = ()) -> str:
    """Empty where the section has no figure at all."""
    sentence = SENTENCES[section]
    said = [clause.format_map(words) for clause in sentence.clauses if _names(clause) <= words.keys()]
    first = f"{'，'.join([sentence.lead, *said] if sentence.lead else said)}。" if said else ""
    return first + (f"社会资助送温暖：{'；'.join(map(_gift, gifts))}。" if gifts else "")


def printed_money(yuan: Decimal) -> str:
    """60000.00 is 6万元, 8000.00 is 8000元: as the bureau writes it, and never rounded."""
    return f"{plain(yuan / TEN_THOUSAND)}万元" if yuan >= TEN_THOUSAND else f"{plain(yuan)}元"


def plain(number: Decimal | int) -> str:
    """Without separators and without noughts at the end."""
    return f"{Decimal(number).normalize():f}"


def _names(clause: str) -> set[str]:
    return {name for _text, name, _format, _conversion in Formatter().parse(clause) if name}


def _gift(gift: GiftWords) -> str:
    donors, money = "、".join(gift.donors), printed_money(gift.amount)
    if gift.things:
        things = "、".join(f"{what}{number}{unit}" for number, unit, what in gift.things)
        said = f"{donors}捐赠{things}"
        return f"{said}，价值{money}" if gift.amount else said
    reached = f"资助学生{gift.children}名，" if gift.children else ""
    return f"{donors}“{gift.programme}”{reached}资金{money}"
