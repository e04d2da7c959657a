"""Amounts in words as 支付结算办法 asks for them, read back by a reader that knows nothing of the writer."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_portal.money import yuan_in_words

DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
COINS = {"角": 10, "分": 1}


def fen_of(words: str) -> int:
    """The words read from left to right, as a cashier does: 万 and 亿 close what stands before them."""
    fen = total = section = digit = 0
    for word in words.removesuffix("整"):
        if word in DIGITS:
            digit = DIGITS[word]
            continue
        section += digit * PLACES.get(word, 1)
        if word == "万":
            total, section = total + section * 10_000, 0
        elif word == "亿":
            total, section = (total + section) * 100_000_000, 0
        elif word == "元":
            fen, section = (total + section) * 100, 0
        elif word in COINS:
            fen += digit * COINS[word]
        digit = 0
    return fen


def zeros_demanded(fen: int) -> int:
    """零 may be left out where the next figure stands at 仟 or at 角, nowhere else (rule four of the appendix)."""
    figures = f"{fen:03d}"
    return sum(
        figure != "0"
        and figures[place - 1] == "0"
        and bool(figures[:place].strip("0"))
        and not _may_be_silent(len(figures) - place)
        for place, figure in enumerate(figures)
        if place
    )


def _may_be_silent(from_the_right: int) -> bool:
    return from_the_right == 2 or (from_the_right > 2 and (from_the_right - 2) % 4 == 0)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("10500.00", "壹万零伍佰元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("1000000.30", "壹佰万元叁角"),
        ("18227675.00", "壹仟捌佰贰拾贰万柒仟陆佰柒拾伍元整"),
        ("0.00", "零元整"),
        ("-0.00", "零元整"),
        ("10.00", "壹拾元整"),
        ("100000001.00", "壹亿零壹元整"),
        ("-625.00", "负陆佰贰拾伍元整"),
        # The examples of the appendix itself.
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
    ],
)
def test_an_amount_is_written_as_the_rules_write_it(amount, words):
    assert yuan_in_words(Decimal(amount)) == words


@given(st.integers(0, 10**14 - 1) | st.text("0001", min_size=1, max_size=14).map(int))
def test_whoever_reads_the_words_gets_the_amount_to_the_fen(fen):
    words = yuan_in_words(Decimal(fen) / 100)
    assert fen_of(words) == fen
    assert words.endswith("整") == (fen % 100 == 0), "整 stands behind 元 and not behind 分"
    assert "零零" not in words
    assert words.count("零") >= zeros_demanded(fen)


@pytest.mark.parametrize("amount", ["0.001", "625.005", "NaN"])
def test_what_is_finer_than_a_fen_is_refused_and_not_rounded(amount):
    with pytest.raises(ValueError, match="whole fen"):
        yuan_in_words(Decimal(amount))
