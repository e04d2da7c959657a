"""One part of the document at a time; the document that was given stays as it was."""

from copy import deepcopy

import pytest

from subsidies.rules import policy_edits as edits

RATE = {"from": "2026S", "stage": "primary", "amount": "700.00", "source": "S"}


def codes(document: dict, part: str) -> list[str]:
    return [each["code"] for each in document[part]]


def rates(document: dict, code: str) -> list[dict]:
    return next(each["rates"] for each in document["programmes"] if each["code"] == code)


@pytest.mark.parametrize(
    ("part", "key"),
    [
        ("tiers", "severe"),
        ("categories", "LIFTED"),
        ("programmes", "CE_DAY"),
        ("rates", "CE_DAY|2024S|primary|"),
        ("grades", "VOC_GRANT|2025S"),
        ("shares", "CE_DAY|2019A"),
        ("parameters", "risk_removed"),
    ],
)
def test_every_part_is_read_and_put_back_unchanged(part: str, key: str, document: dict) -> None:
    assert edits.replace(document, part, key, edits.read(document, part, key)) == document


def test_a_programme_keeps_its_rates_and_shares_when_it_is_changed(document: dict) -> None:
    value = {**edits.read(document, "programmes", "CE_BOARD"), "label": "寄宿补助"}
    new = edits.replace(document, "programmes", "CE_BOARD", value)
    assert rates(new, "CE_BOARD") == rates(document, "CE_BOARD")
    assert edits.has(new, "shares", "CE_BOARD|2019A")
    assert not {"rates", "shares"} & value.keys()


def test_a_rate_is_added_and_the_given_document_stays_as_it_was(document: dict) -> None:
    before = deepcopy(document)
    new = edits.add(document, "rates", RATE, "CE_DAY")
    assert rates(new, "CE_DAY")[-1] == RATE
    assert document == before


def test_the_same_code_or_the_same_term_stage_and_tier_are_not_added_twice(document: dict) -> None:
    new = edits.add(document, "rates", RATE, "CE_DAY")
    with pytest.raises(edits.Taken):
        edits.add(new, "rates", {**RATE, "amount": "1"}, "CE_DAY")
    with pytest.raises(edits.Taken):
        edits.replace(new, "rates", "CE_DAY|2024S|primary|", RATE)
    with pytest.raises(edits.Taken):
        edits.add(document, "categories", {"code": "LIFTED", "label": "又一个"})


def test_who_bears_the_money_is_said_once_a_term(document: dict) -> None:
    share = {"from": "2026S", "central": "100", "source": "S"}
    new = edits.add(document, "shares", share, "CE_DAY")
    assert edits.read(new, "shares", "CE_DAY|2026S") == share
    assert not edits.same(document, new, "shares", "CE_DAY|2026S")
    with pytest.raises(edits.Taken):
        edits.add(new, "shares", {**share, "source": "T"}, "CE_DAY")
    assert edits.remove(new, "shares", "CE_DAY|2026S") == document


def test_a_rate_may_move_to_another_term(document: dict) -> None:
    new = edits.replace(document, "rates", "CE_DAY|2024S|primary|", {**RATE, "from": "2024A"})
    assert not edits.has(new, "rates", "CE_DAY|2024S|primary|")
    assert edits.has(new, "rates", "CE_DAY|2024A|primary|")


@pytest.mark.parametrize(
    ("part", "key"), [("categories", "NO"), ("rates", "NO|2024S||"), ("rates", "CE_DAY|2030S||"), ("grades", "CE_DAY|2024S")]
)
def test_what_is_not_there_is_neither_read_nor_removed(part: str, key: str, document: dict) -> None:
    assert not edits.has(document, part, key)
    with pytest.raises(edits.NoSuchPart):
        edits.remove(document, part, key)


def test_a_category_takes_its_place_in_the_order_of_priority(document: dict) -> None:
    value = edits.read(document, "categories", "OTHER")
    assert codes(edits.replace(document, "categories", "OTHER", value, edits.FIRST), "categories")[0] == "OTHER"
    moved = edits.replace(document, "categories", "OTHER", value, "ORPHAN")
    assert edits.before(moved, "categories", "OTHER") == "ORPHAN"
    assert edits.before(document, "categories", "MON_UNSTABLE") == edits.FIRST
    new = edits.add(document, "categories", {"code": "DISASTER", "label": "受灾家庭", "owner": "school"})
    assert codes(new, "categories")[-1] == "DISASTER"


def test_what_two_editors_see_differs_only_in_the_part_that_was_changed(document: dict) -> None:
    new = edits.add(document, "rates", RATE, "CE_DAY")
    assert edits.same(document, new, "programmes", "CE_DAY")
    assert edits.same(document, new, "categories", "LIFTED")
    assert not edits.same(document, new, "rates", "CE_DAY|2026S|primary|")
