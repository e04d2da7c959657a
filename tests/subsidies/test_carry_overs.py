"""What is left of a programme goes into a later year: with the donors' consent, by a second person, in both years' sums."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from aid_portal.errors import Refused
from subsidies.actions import carry_overs, donation_withdrawals
from subsidies.models import CarryOver, DonationAgreement, LedgerAccount
from subsidies.reports.donations import sums, unspent, with_money
from subsidies.reports.donor_reports import donor_report, told_figures
from tests.factories import donations as give
from tests.factories import subsidies_money as make
from tests.promises import changed, is_kept, refused
from tests.subsidies.models.test_donation_constraints import copied

pytestmark = pytest.mark.django_db
PAGE = "/subsidies/donations/carry-overs/"


def two_years(label="贝壳助学金", **rules):
    """A programme of 2022 with 75,000 yuan in the bureau's hands, and one of 2023 by the same donor."""
    leaving = give.a_gift(give.an_agreement(label, **rules)).programme.agreements.get()
    return leaving, give.an_agreement(f"{label}2023", year=2023)


def proposed(leaving, joining, amount=5000, **facts):
    said = {"source": leaving.programme, "target": joining.programme, "amount": Decimal(amount), "paper": "同意结转的函"}
    return carry_overs.propose(**{**said, "by": give.chen(), **facts})


def carried(leaving, joining, amount=5000):
    return carry_overs.decide(carry_over=proposed(leaving, joining, amount), approved=True, by=give.lin())


def money(agreement):
    return with_money(DonationAgreement.objects.filter(pk=agreement.pk)).get()


def available(agreement):
    accounts = LedgerAccount.objects.filter(line__programme=agreement.programme, kind="available")
    return [(each.line.year, each.balance) for each in accounts.select_related("line")]


def test_nothing_moves_before_another_person_has_approved_it():
    leaving, joining = two_years()
    waiting = proposed(leaving, joining)
    with pytest.raises(Refused, match="须由另一人批准"):
        carry_overs.decide(carry_over=waiting, approved=True, by=give.chen())
    assert (money(leaving).balance, money(joining).balance, available(joining)) == (75_000, 0, [])
    carry_overs.decide(carry_over=waiting, approved=True, by=give.lin())
    assert (available(leaving), available(joining)) == ([(2022, 7_000_000)], [(2023, 500_000)])


def test_it_stands_in_the_sums_of_both_years_and_is_received_once(tmp_path):
    leaving, joining = two_years()
    carried(leaving, joining)
    for year, told in ((2022, (75_000, 0, 5000, 70_000)), (2023, (0, 5000, 0, 5000))):
        found = sums(DonationAgreement.objects.filter(year=year))
        assert (found.cash, found.carried_in, found.carried_out, found.balance) == told
    for year, told in ((2022, "75000.00,0.00,0.00,5000.00"), (2023, "0.00,0.00,5000.00,0.00")):
        call_command("export", "donation_programmes", "--year", str(year), "--to", str(tmp_path / "out.csv"))
        assert told in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_it_is_told_to_the_donor_in_both_years():
    leaving, joining = two_years()
    carried(leaving, joining)
    donor = leaving.donors.get()
    assert ("结转下年", "5,000.00元") in told_figures(donor_report(leaving, donor))
    assert ("上年结转", "5,000.00元") in told_figures(donor_report(joining, donor))


def test_what_was_carried_in_is_given_to_children_and_what_went_is_not():
    leaving, joining = two_years(amount_each=Decimal(72_000))
    carried(leaving, joining)
    with pytest.raises(Refused, match=re.escape("收到捐赠70,000.00元")):
        give.awarded(leaving.programme, make.an_enrolment())
    third = give.an_agreement("第三年", year=2024)
    with pytest.raises(Refused, match=re.escape("还没有安排的只有5,000.00元")):
        proposed(joining, third, 6000)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"amount": Decimal(75_001)}, "还没有安排的只有75,000.00元"),
        ({"amount": Decimal(0)}, "应大于0元"),
        ({"paper": " "}, "请写明结转的依据"),
    ],
)
def test_it_is_refused_in_words(facts, words):
    with pytest.raises(Refused, match=words):
        proposed(*two_years(), **facts)


def test_it_goes_into_a_later_year_and_stays_with_its_donors():
    leaving, joining = two_years()
    with pytest.raises(Refused, match="只能转入以后年度"):
        proposed(leaving, give.an_agreement("同年另一项"))
    with pytest.raises(Refused, match=r"不是.*捐赠人"):
        proposed(leaving, give.an_agreement("别家", donor=give.a_donor("市慈善总会"), year=2023))
    proposed(leaving, joining)
    with pytest.raises(Refused, match="已有一笔结转等待批准"):
        proposed(leaving, joining)


def test_what_was_placed_meanwhile_is_not_carried():
    leaving, joining = two_years(amount_each=Decimal(1500))
    waiting = proposed(leaving, joining, 75_000)
    give.awarded(leaving.programme, make.an_enrolment())
    with pytest.raises(Refused, match=re.escape("还没有安排的只有73,500.00元")):
        carry_overs.decide(carry_over=waiting, approved=True, by=give.lin())
    assert available(joining) == []


def test_one_person_writes_it_on_the_page_and_another_approves_it(log_in, chen, lin, sun):
    leaving, joining = two_years()
    address = f"/subsidies/donations/agreements/{leaving.pk}/carry/"
    client = log_in(chen)
    assert address in client.get(leaving.get_absolute_url()).content.decode()
    assert "75,000.00" in client.get(address).content.decode()
    said = {"target": joining.pk, "amount": "5,000", "paper": "同意结转的函"}
    assert "还没有安排的只有75,000.00元" in client.post(address, {**said, "amount": "80,000"}).content.decode()
    client.post(address, said)
    found = CarryOver.objects.get()
    page = found.get_absolute_url()
    assert "须由另一人批准" in client.get(page).content.decode()
    assert "批准捐赠结余结转" in log_in(lin).get("/inbox/").content.decode()
    log_in(lin).post(f"{page}decide/", {"approved": "yes"})
    assert "已入账" in log_in(sun).get(page).content.decode()
    for year in (2022, 2023):
        assert "同意结转的函" in log_in(sun).get(f"{PAGE}?year={year}").content.decode()
    assert "结转下年（元）" in log_in(sun).get(leaving.get_absolute_url()).content.decode()
    assert log_in(sun).get(address).status_code == 403


def test_it_is_taken_back_by_its_maker_and_goes_over_the_api(log_in, chen, lin):
    leaving, joining = two_years()
    back = proposed(leaving, joining)
    donation_withdrawals.withdraw(paper=back, note="金额写错", by=chen)
    codes = {"source": leaving.programme.code, "target": joining.programme.code}
    letter = ContentFile(b"%PDF-1.7 ...", name="函.pdf")
    made = log_in(chen).post("/api/carry-overs/", {**codes, "amount": "5000", "paper": "同意结转的函", "file": letter})
    assert (made.status_code, made.json()["into_year"]) == (201, 2023)
    assert CarryOver.objects.get(pk=made.json()["id"]).evidence.name == "函.pdf"
    one = f"/api/carry-overs/{made.json()['id']}/"
    assert log_in(lin).post(f"{one}decide/", {"approved": True}).json()["status"] == "approved"
    [row] = log_in(chen).get("/api/carry-overs/?year=2023&status=approved").json()["results"]
    assert row["amount"] == "5000.00"


def test_the_database_keeps_it_whole_and_final():
    leaving, joining = two_years()
    found = carried(leaving, joining)
    waiting = {"status": "proposed", "decided_by": None, "decided_at": None}
    is_kept("carryover_goes_into_a_later_year", copied(found, into_year=2022))
    is_kept("carryover_leaves_its_programme", copied(found, target=found.source))
    is_kept("carryover_is_an_amount_with_its_paper", copied(found, amount=0))
    is_kept("carryover_approver_is_not_maker", copied(found, decided_by=found.made_by))
    is_kept("carryover_decided_iff_stamped", copied(found, **{**waiting, "decided_at": timezone.now()}))
    is_kept("carryover_one_waits_per_programme", lambda: [copied(found, **waiting)() for _each in range(2)])
    refused("carry_over_is_final_once_decided", changed(found, amount=1))
    refused("carry_over_is_never_deleted", lambda: CarryOver.objects.filter(pk=found.pk).delete())


@pytest.mark.parametrize(("ends_in", "told"), [(-1, True), (30, True), (31, False)])
def test_who_keeps_donations_is_told_of_what_is_left_at_the_end_of_an_agreement(log_in, chen, ends_in, told):
    last_day = timezone.localdate() + timedelta(ends_in)
    agreement = give.a_gift(give.an_agreement(last_day=last_day)).programme.agreements.get()
    client, words = log_in(chen), "还有75,000.00元没有安排"
    assert (agreement.get_absolute_url() in client.get("/inbox/").content.decode()) == told
    assert (words in client.get(agreement.get_absolute_url()).content.decode()) == told
    listed = client.get("/subsidies/donations/?year=all&state=unspent").content.decode()
    assert (agreement.get_absolute_url() in listed) == told


def test_nobody_is_told_of_what_was_given_or_is_on_its_way_into_the_next_year():
    day = timezone.localdate()
    leaving, joining = two_years()
    assert list(unspent(DonationAgreement.objects.all(), day)) == [leaving]
    proposed(leaving, joining)
    assert not unspent(DonationAgreement.objects.all(), day)
    spent = give.a_gift(give.an_agreement("全部安排", amount_each=Decimal(75_000))).programme
    give.awarded(spent, make.an_enrolment())
    assert not unspent(DonationAgreement.objects.filter(programme=spent), day)
