"""Whoever wrote a paper of a donation takes it back before anybody has decided it: agreement, gift, hand-over list."""

import pytest

from subsidies.actions import donation_agreements, donation_withdrawals, gifts, hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.models import BudgetLine, DonationAgreement, Gift, HandOver
from tests.factories import donations as give
from tests.factories import subsidies_money as make

pytestmark = pytest.mark.django_db


def an_agreement() -> DonationAgreement:
    return donation_agreements.propose(label="助学", donors=[give.a_donor()], by=give.chen(), **give.RULES)


def a_gift() -> Gift:
    agreement = give.an_agreement()
    facts = {"kind": "cash", "amount": 100, "received_on": give.DAY}
    return gifts.register(programme=agreement.programme, donor=agreement.donors.get(), by=give.chen(), **facts)


def a_list() -> HandOver:
    return give.a_hand_over(give.some_milk(), [Portion(quantity=10)])


PAPERS = pytest.mark.parametrize(
    ("made", "api"), [(an_agreement, "donation-agreements"), (a_gift, "gifts"), (a_list, "hand-overs")]
)


@PAPERS
def test_the_maker_takes_it_back_on_its_page_and_it_says_so(made, api, log_in, chen, lin):
    paper, client = made(), log_in(chen)
    page = paper.get_absolute_url()
    assert f'action="{page}withdraw/"' in client.get(page).content.decode()
    assert f'action="{page}withdraw/"' not in log_in(lin).get(page).content.decode()
    assert "请写明撤回的原因" in client.post(f"{page}withdraw/", {"note": ""}, follow=True).content.decode()
    client.post(f"{page}withdraw/", {"note": "金额写错"})
    paper.refresh_from_db()
    assert (paper.withdrawn, paper.decision_note) == (True, "金额写错")
    shown = client.get(page).content.decode()
    assert "登记人已撤回：金额写错" in shown
    assert "不批准" not in shown
    assert log_in(lin).post(f"{page}decide/", {"approved": "yes"}).status_code in (302, 409)
    assert type(paper).objects.get(pk=paper.pk).withdrawn


@PAPERS
def test_the_maker_takes_it_back_over_the_api_and_nobody_else_does(made, api, log_in, chen, lin):
    paper, other = made(), make.a_hand("clerk2")
    address = f"/api/{api}/{paper.pk}/withdraw/"
    assert log_in(other).post(address, {"note": "金额写错"}).json()["code"] == "not_maker"
    assert log_in(lin).post(address, {"note": "金额写错"}).status_code == 403
    assert log_in(chen).post(address, {"note": "金额写错"}).status_code == 200
    paper.refresh_from_db()
    assert paper.withdrawn
    assert log_in(chen).post(address, {"note": "再来"}).status_code == 409


def test_what_was_taken_back_leaves_no_money_and_another_agreement_may_be_proposed(chen):
    gift = a_gift()
    donation_withdrawals.withdraw(paper=gift, note="金额写错", by=chen)
    assert not BudgetLine.objects.filter(programme=gift.programme).exists()
    agreement = give.an_agreement("另一项")
    rules = {**give.RULES, "donors": list(agreement.donors.all())}
    changed = donation_agreements.change(programme=agreement.programme, by=chen, **rules)
    donation_withdrawals.withdraw(paper=changed, note="名额写错", by=chen)
    assert donation_agreements.change(programme=agreement.programme, by=chen, **rules).number == changed.number + 1


def test_taking_back_is_no_decision_among_what_a_person_has_done(log_in, chen, lin):
    taken_back, refused = a_gift(), a_list()
    donation_withdrawals.withdraw(paper=taken_back, note="金额写错", by=chen)
    hand_overs.decide(hand_over=refused, approved=False, note="签收表不清", by=lin)
    assert list(log_in(chen).get("/inbox/decided/").context["list"].page.rows) == []
    assert "hand-over" in {each.trace.code for each in log_in(lin).get("/inbox/decided/").context["list"].page.rows}
