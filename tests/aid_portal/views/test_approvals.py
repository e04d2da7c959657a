"""Several lists are agreed to in one go: after a second look at number, 人次 and yuan, each by its own verb."""

from decimal import Decimal

import pytest

from aid_portal.choices import Role
from subsidies.actions import entitlement_lists
from subsidies.choices import ListStatus
from subsidies.models import Entitlement, EntitlementList
from tests.factories.students import a_proof
from tests.factories.subsidies_money import a_hand, an_entitlement, the_money, the_programme

pytestmark = pytest.mark.django_db
URL = "/inbox/approve/"


@pytest.fixture
def lists(school, wang):
    """Two lists that wait for the approver: 1 × 500 and 2 × 600 yuan."""
    the_money()
    the_money(programme="CE_DAY")
    rows = [an_entitlement(school=school)]
    rows += [an_entitlement(school=school, programme=the_programme("CE_DAY"), amount=Decimal(600)) for _ in range(2)]
    found = list(EntitlementList.objects.order_by("pk"))
    for each in found:
        entitlement_lists.confirm(entitlement_list=each, by=wang)
    entitlement_lists.review(lists=[each.pk for each in found], by=a_hand("guo", Role.COUNTY_REVIEWER))
    return found


def boxes(lists):
    return [f"list-approve:{each.pk}" for each in lists]


def second_look(client, keys):
    return client.post(URL, {"selected": keys}).context


def said(context, **facts):
    form = context["form"]
    shown = {name: form[name].value() for name in ("keys", "seen", "idempotency_key")}
    return {**shown, "sure": "on", **facts}


def states(lists):
    return [EntitlementList.objects.get(pk=each.pk).status for each in lists]


def test_the_second_look_adds_up_and_nothing_is_done_yet(log_in, lin, lists):
    choice = second_look(log_in(lin), boxes(lists))["choice"]
    assert (len(choice.chosen), choice.times, choice.amount) == (2, 3, Decimal(1700))
    assert states(lists) == [ListStatus.REVIEWED, ListStatus.REVIEWED]


def test_confirmed_they_are_approved_each(log_in, lin, lists):
    client = log_in(lin)
    outcome = client.post(URL, said(second_look(client, boxes(lists)))).context["outcome"]
    assert (len(outcome.done), outcome.refused) == (2, [])
    assert states(lists) == [ListStatus.APPROVED, ListStatus.APPROVED]
    assert {each.approved_by for each in EntitlementList.objects.all()} == {lin}


def test_without_the_word_that_it_was_looked_at_nothing_is_done(log_in, lin, lists):
    client = log_in(lin)
    answer = client.post(URL, said(second_look(client, boxes(lists)), sure=""))
    assert answer.context["form"].errors.keys() == {"sure"}
    assert len(answer.context["choice"].chosen) == 2
    assert states(lists) == [ListStatus.REVIEWED, ListStatus.REVIEWED]


def test_where_one_amount_has_changed_since_nothing_at_all_is_done(log_in, lin, lists):
    client = log_in(lin)
    shown = second_look(client, boxes(lists))
    Entitlement.objects.filter(list=lists[0]).update(amount=Decimal(400))
    assert client.post(URL, said(shown)).status_code == 409
    assert states(lists) == [ListStatus.REVIEWED, ListStatus.REVIEWED]


def test_one_that_is_refused_says_why_and_the_others_go_on(log_in, lin, lists):
    dear = Decimal(300000)  # more than was allotted
    Entitlement.objects.filter(list=lists[1]).update(amount=dear, full_amount=dear)
    client = log_in(lin)
    outcome = client.post(URL, said(second_look(client, boxes(lists)))).context["outcome"]
    assert [each.thing for each in outcome.done] == [lists[0]]
    [(each, why)] = outcome.refused
    assert (each.thing, "指标" in why) == (lists[1], True)
    assert states(lists) == [ListStatus.APPROVED, ListStatus.REVIEWED]


def test_a_second_click_on_the_same_page_is_the_same_deed(log_in, lin, lists):
    client = log_in(lin)
    told = said(second_look(client, boxes(lists)))
    first, second = client.post(URL, told), client.post(URL, told)
    assert first.content == second.content
    assert states(lists) == [ListStatus.APPROVED, ListStatus.APPROVED]


def test_only_what_waits_for_this_person_can_be_chosen(log_in, lin, chen, sun, school, lists):
    proof = a_proof(submitted_by=chen, unit=school)
    asked = [*boxes(lists), f"proof-verify:{proof.pk}", "list-approve:999999", "nothing", "list-approve:x"]
    choice = second_look(log_in(lin), asked)["choice"]
    assert (len(choice.chosen), choice.left_out) == (2, 4)
    for other in (chen, sun):
        assert second_look(log_in(other), boxes(lists))["choice"].chosen == []


def test_only_things_that_can_be_chosen_have_a_box(log_in, lin, chen, school, lists):
    a_proof(submitted_by=chen, unit=school)
    page = log_in(lin).get("/inbox/").content.decode()
    assert page.count('name="selected"') == 2
    assert page.count('<td class="box"></td>') == 1


def test_where_nothing_can_be_chosen_there_are_no_boxes(log_in, lin, chen, school):
    a_proof(submitted_by=chen, unit=school)
    page = log_in(lin).get("/inbox/").content.decode()
    assert "一起批准" not in page
    assert "data-batch-page" not in page


def test_to_look_at_the_address_of_the_deed_leads_back(log_in, lin):
    assert log_in(lin).get(URL).headers["Location"] == "/inbox/"
