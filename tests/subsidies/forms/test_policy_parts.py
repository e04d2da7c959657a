"""The forms write entries as the document holds them, for the page and the API alike."""

import pytest

from subsidies.forms.policies import FORMS, may_be_removed
from subsidies.models import PolicyVersion
from subsidies.rules import policy_edits as edits
from subsidies.rules.policy import parse
from tests.factories.subsidies import the_policy

pytestmark = pytest.mark.django_db
PROGRAMME = {
    "seen": 0, "code": "PRE_FREE", "label": "学前免保教费", "stages": ["kindergarten"], "boarding": "", "needs": "any_tier",
    "after": "-",
}  # fmt: skip


@pytest.fixture
def policy() -> PolicyVersion:
    return the_policy()


def value(policy: PolicyVersion, part: str, sent: dict, **where: str) -> dict:
    form = FORMS[part](sent, policy=policy, **where)
    assert form.is_valid(), form.errors
    return form.value()


def errors(policy: PolicyVersion, part: str, sent: dict, **where: str) -> set[str]:
    return set(FORMS[part](sent, policy=policy, **where).errors)


def entries(policy: PolicyVersion) -> list[tuple[str, str]]:
    document = policy.document
    named = [(part, each["code"]) for part in edits.NAMED for each in document[part]]
    dated = [
        (part, edits.key_of(part, each, p["code"]))
        for part in edits.DATED
        for p in document["programmes"]
        for each in p.get(part, [])
    ]
    return [*named, *dated, ("parameters", "risk_removed")]


def test_every_entry_of_the_shipped_policy_saved_as_it_is_shown_says_the_same(policy: PolicyVersion) -> None:
    for part, key in entries(policy):
        form = FORMS[part](policy=policy, key=key)
        shown = {name: form[name].value() for name in form.fields}
        new = edits.replace(policy.document, part, key, value(policy, part, shown, key=key), shown.get("after", ""))
        assert parse(new) == parse(policy.document), (part, key)


@pytest.mark.parametrize(("chosen", "kept"), [("", None), ("True", True), ("False", False), (True, True), (False, False)])
def test_day_pupils_only_is_not_taken_for_both(chosen: object, kept: bool | None, policy: PolicyVersion) -> None:
    assert value(policy, "programmes", {**PROGRAMME, "boarding": chosen}).get("boarding") is kept


def test_an_exclusive_group_is_chosen_by_the_names_of_its_members_or_founded(policy: PolicyVersion) -> None:
    form = FORMS["programmes"](policy=policy, key="VOC_GRANT")
    assert ("grant", "与普通高中国家助学金互斥") in form.fields["exclusive_group"].choices
    assert value(policy, "programmes", {**PROGRAMME, "exclusive_group": "new"})["exclusive_group"] == "group_pre_free"
    assert "exclusive_group" not in value(policy, "programmes", PROGRAMME)


def test_how_a_part_of_a_term_counts_is_chosen_and_the_whole_term_goes_without_saying(policy: PolicyVersion) -> None:
    choices = [str(label) for _word, label in FORMS["programmes"](policy=policy).fields["proration"].choices]
    assert choices == ["基准日在校即全额", "按月", "按天"]
    assert value(policy, "programmes", {**PROGRAMME, "proration": "month"})["proration"] == "month"
    assert "proration" not in value(policy, "programmes", {**PROGRAMME, "proration": "none"})
    assert errors(policy, "programmes", {**PROGRAMME, "proration": "week"}) == {"proration"}


def test_what_the_statistics_leave_out_is_a_mark_that_goes_without_saying(policy: PolicyVersion) -> None:
    assert value(policy, "programmes", {**PROGRAMME, "uncounted": True, "counted_under": "higher"}).items() >= {
        ("uncounted", True), ("counted_under", "higher"),
    }  # fmt: skip
    assert not {"uncounted", "counted_under"} & value(policy, "programmes", PROGRAMME).keys()
    form = FORMS["programmes"](policy=policy, key="SH_FEE")
    assert form["uncounted"].value() is True
    assert errors(policy, "programmes", {**PROGRAMME, "counted_under": "college"}) == {"counted_under"}


def test_listed_categories_are_kept_only_where_the_need_asks_for_them(policy: PolicyVersion) -> None:
    listed = {**PROGRAMME, "needs": "categories", "categories": ["LIFTED"]}
    assert value(policy, "programmes", listed)["categories"] == ["LIFTED"]
    assert "categories" not in value(policy, "programmes", {**listed, "needs": "any_tier"})
    assert errors(policy, "programmes", {**listed, "categories": []}) == {"categories"}


@pytest.mark.parametrize("code", ["1ST", "带汉字", "A|B", "a" * 17, "CE_DAY"])
def test_a_code_has_a_shape_and_is_not_taken(code: str, policy: PolicyVersion) -> None:
    assert errors(policy, "programmes", {**PROGRAMME, "code": code}) == {"code"}


def test_a_category_that_may_not_be_lowered_has_a_tier(policy: PolicyVersion) -> None:
    sent = {"seen": 0, "code": "DISASTER", "label": "受灾家庭", "owner": "school", "locked": True, "after": "OTHER"}
    assert errors(policy, "categories", sent) == {"tier"}
    assert value(policy, "categories", {**sent, "tier": "general"})["locked"] is True


@pytest.mark.parametrize("yuan", ["312.50", "３１２．５０", "312.5", 312.5])
def test_an_amount_is_read_as_people_write_it_and_kept_with_fen(yuan: object, policy: PolicyVersion) -> None:
    sent = {"seen": 0, "from": "2026S", "amount": yuan, "source": "x"}
    assert value(policy, "rates", sent, programme="CE_DAY")["amount"] == "312.50"


@pytest.mark.parametrize("yuan", ["-1", "1.234", "很多", ""])
def test_what_is_no_amount_is_told_at_the_field(yuan: str, policy: PolicyVersion) -> None:
    sent = {"seen": 0, "from": "2026S", "amount": yuan, "source": "x"}
    assert errors(policy, "rates", sent, programme="CE_DAY") == {"amount"}


def test_a_rate_has_a_document_or_is_marked(policy: PolicyVersion) -> None:
    sent = {"seen": 0, "from": "2026S", "amount": "1"}
    assert errors(policy, "rates", sent, programme="CE_DAY") == {"source"}
    assert value(policy, "rates", {**sent, "assumed": True}, programme="CE_DAY")["assumed"] is True


def test_what_a_determination_can_say_stays() -> None:
    assert not may_be_removed("tiers", "severe")
    assert may_be_removed("tiers", "special")
    assert not may_be_removed("parameters", "risk_removed")
