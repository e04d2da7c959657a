"""The pages on which children get cash of donors: who fits, what else they have, the second look, never beyond the gift."""

from decimal import Decimal

import pytest

from aid_portal.choices import SchoolStage
from subsidies.choices import EntitlementStatus
from subsidies.models import DonationAgreement, Entitlement
from tests.factories import donations as give
from tests.factories import subsidies_money as make

pytestmark = pytest.mark.django_db


def text(client, address):
    return client.get(address).content.decode()


def page(agreement: DonationAgreement, part: str = "children") -> str:
    return f"/subsidies/donations/agreements/{agreement.pk}/{part}/?term=2022A"


def funded(amount: str = "75000", **rules: object) -> DonationAgreement:
    agreement = give.an_agreement(**rules)
    give.a_gift(agreement, amount)
    return agreement


def test_only_children_that_the_agreement_names_are_offered(log_in, chen):
    agreement = funded(stages=[SchoolStage.JUNIOR])
    make.an_enrolled_child(name="赵小学")
    make.an_enrolled_child(name="钱初中", stage=SchoolStage.JUNIOR, grade=7)
    client = log_in(chen)
    assert client.get(page(agreement).partition("?")[0])["Location"] == page(agreement)
    said = text(client, page(agreement))
    assert ("钱初中" in said, "赵小学" in said) == (True, False)
    assert "还可安排 75,000.00 元，已安排 0 人" in said


def test_a_search_without_a_term_keeps_what_was_searched_for(log_in, chen):
    agreement, child = funded(), make.an_enrolled_child(name="赵小学")
    asked = f"{page(agreement).partition('?')[0]}?school=查无此项"
    answer = log_in(chen).get(asked, follow=True)
    assert child.name not in answer.content.decode()
    assert "没有符合" in answer.content.decode()


def test_state_aid_and_other_gifts_are_shown_and_decide_nothing(log_in, chen):
    agreement, child = funded(), make.an_enrolled_child(name="孙重合")
    make.an_entitlement(enrolment=child)
    client = log_in(chen)
    assert make.the_programme().label in text(client, page(agreement))
    assert "孙重合" not in text(client, f"{page(agreement)}&overlap=none")
    assert "孙重合" in text(client, f"{page(agreement)}&overlap=state")
    asked = client.post(page(agreement, "award"), {"selected": [child.pk], "query": "term=2022A"}).content.decode()
    assert ("孙重合" in asked, make.the_programme().label in asked, "只作提示" in asked) == (True, True, True)
    assert not Entitlement.objects.filter(programme=agreement.programme).exists()


def test_the_second_look_puts_the_children_on_the_lists_of_their_schools(log_in, chen, wang, school):
    agreement, child = funded(), make.an_enrolled_child(school=school)
    client = log_in(chen)
    answer = client.post(page(agreement, "award"), {"sure": "yes", "children": str(child.pk)})
    row = Entitlement.objects.get(programme=agreement.programme)
    assert (row.amount, row.status, row.student) == (1500, EntitlementStatus.PROPOSED, child.student)
    assert f"programme={agreement.programme.code}" in answer["Location"]
    assert child.name not in text(client, page(agreement))
    assert "贝壳助学金" in text(log_in(wang), f"/subsidies/lists/{row.list_id}/")
    assert "1,500.00元、1人" in text(client, agreement.get_absolute_url())


def test_scenario_40_the_fifty_first_award_is_refused_in_words_and_nothing_is_kept(log_in, chen):
    agreement = funded()
    *fifty, last = [make.an_enrolled_child(name=f"学生{number}") for number in range(51)]
    give.awarded(agreement.programme, *fifty)
    said = log_in(chen).post(page(agreement, "award"), {"sure": "yes", "children": str(last.pk)}).content.decode()
    assert "收到捐赠75,000.00元，已安排75,000.00元；加上本次1人共76,500.00元，超出1,500.00元，不能安排" in said
    assert last.name in said
    assert Entitlement.objects.filter(programme=agreement.programme).count() == 50


def test_all_that_the_conditions_find_are_chosen_at_once(log_in, chen):
    agreement = funded()
    for name in ("甲一", "甲二", "乙三"):
        make.an_enrolled_child(name=name)
    said = log_in(chen).post(page(agreement, "award"), {"all": "1", "query": "term=2022A&name=甲"}).content.decode()
    assert ("甲一" in said, "甲二" in said, "乙三" in said, "3,000.00" in said) == (True, True, False, True)


def test_the_amount_is_asked_where_the_agreement_leaves_it_open(log_in, chen):
    agreement, child = funded(amount_each=None), make.an_enrolled_child()
    client, said = log_in(chen), {"sure": "yes", "children": str(child.pk)}
    assert "每人金额" in client.post(page(agreement, "award"), said).content.decode()
    assert not Entitlement.objects.exists()
    client.post(page(agreement, "award"), {**said, "amount": "800"})
    assert Entitlement.objects.get().amount == Decimal(800)


def test_whoever_fits_no_more_is_refused_by_name_and_not_left_out(log_in, chen):
    agreement, one, other = funded(), make.an_enrolled_child(name="李先"), make.an_enrolled_child(name="张后")
    give.awarded(agreement.programme, one)
    said = log_in(chen).post(page(agreement, "award"), {"sure": "yes", "children": f"{one.pk} {other.pk}"}).content.decode()
    assert "李先等1名学生不符合" in said
    assert Entitlement.objects.count() == 1


def test_nobody_but_the_clerk_chooses_and_only_by_rules_in_force(log_in, chen, lin, sun):
    agreement = funded()
    for person in (lin, sun):
        assert log_in(person).get(page(agreement)).status_code == 403
    proposed = give.donation_agreements.propose(label="待批", donors=[give.a_donor()], by=chen, **give.RULES)
    assert log_in(chen).get(page(proposed)).status_code == 404
