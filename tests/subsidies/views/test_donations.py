"""The pages of social donations: donors, programmes and agreements, gifts, the second person, the menu, the home page."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from subsidies.models import DonationAgreement, Donor, Gift, LedgerEntry, Programme
from tests.factories import donations as give
from tests.factories import subsidies_money as make
from tests.waits import waits

pytestmark = pytest.mark.django_db
PAGE = "/subsidies/donations/"
DONORS, AGREEMENTS, GIFTS = f"{PAGE}donors/", f"{PAGE}agreements/", f"{PAGE}gifts/"
CODE = "91110000600037341L"


def text(client, address):
    return client.get(address).content.decode()


def rules(**facts: object) -> dict:
    said = {
        "label": "贝壳助学金", "donors": [give.a_donor().pk], "year": "2022", "purpose": "资助普通高中困难学生",
        "stages": ["senior"], "schools": "", "amount_each": "1,500", "places": "50", "first_day": "2022-01-01",
        "last_day": "2022-12-31", "agreed_on": "2022-03-01", "paper": "捐赠协议书",
    }  # fmt: skip
    return {**said, **facts}


def cash(agreement: DonationAgreement, **facts: object) -> dict:
    said = {"agreement": agreement.pk, "donor": agreement.donors.get().pk, "kind": "cash", "received_on": "2022-04-01"}
    return {**said, "amount": "75,000", **facts}


def milk(agreement: DonationAgreement, **facts: object) -> dict:
    goods = {"kind": "goods", "amount": "", "item": "饮用奶", "quantity": "40000", "unit": "盒"}
    return cash(agreement, **{**goods, "unit_value": "3", "basis": "捐赠方价值证明", **facts})


def test_a_donor_is_registered_once_with_a_right_code_and_put_right(log_in, chen, sun):
    client, said = log_in(chen), {"name": "某某公司", "kind": "company", "credit_code": "91110000600037341M"}
    assert "末位校验码" in client.post(f"{DONORS}add/", said).content.decode()
    client.post(f"{DONORS}add/", {**said, "credit_code": "９１１１００００600037341l"})
    donor = Donor.objects.get()
    assert donor.credit_code == CODE
    assert "已经登记过" in client.post(f"{DONORS}add/", {**said, "credit_code": ""}).content.decode()
    client.post(f"{DONORS}{donor.pk}/change/", {**said, "name": "某某集团", "credit_code": CODE})
    assert CODE in text(log_in(sun), f"{DONORS}?name=集团&kind=company")
    assert log_in(sun).get(f"{DONORS}{donor.pk}/change/").status_code == 403


def test_a_programme_is_proposed_by_one_and_approved_by_another(log_in, chen, lin):
    school = make.a_school()
    scan = ContentFile(b"%PDF-1.7 ...", name="协议.pdf")
    log_in(chen).post(f"{AGREEMENTS}add/", rules(schools=school.name, file=scan))
    made = DonationAgreement.objects.get()
    assert (made.programme.code, made.amount_each, list(made.schools.all())) == ("S2022-01", 1500, [school])
    assert "由您本人登记，须由另一人批准" in text(log_in(chen), made.get_absolute_url())
    assert (waits(lin, "agreement-approve"), waits(chen, "agreement-approve")) == (1, 0)
    assert "批准捐赠协议" in text(log_in(lin), "/")
    log_in(lin).post(f"{AGREEMENTS}{made.pk}/decide/", {"approved": "yes"})
    said = text(log_in(lin), made.get_absolute_url())
    for words in ("现行", "普高", "1,500.00元", "50人", school.name, "协议.pdf", "林主任"):
        assert words in said
    assert log_in(lin).post(f"{AGREEMENTS}{made.pk}/evidence/").status_code == 200


@pytest.mark.parametrize(("facts", "words"), [
    ({"schools": "没有的小学"}, "没有这所学校：没有的小学"), ({"last_day": "2021-12-31"}, "结束日期早于开始日期"),
    ({"donors": []}, "必填"), ({"paper": ""}, "必填"),
])  # fmt: skip
def test_an_agreement_that_cannot_be_is_told_why(facts, words, log_in, chen):
    assert words in log_in(chen).post(f"{AGREEMENTS}add/", rules(**facts)).content.decode()
    assert not DonationAgreement.objects.exists()


def test_other_rules_need_the_donors_new_consent_and_the_earlier_ones_stay_to_be_read(log_in, chen, lin):
    agreement = give.an_agreement(places=50)
    address = f"{AGREEMENTS}{agreement.pk}/change/"
    page = text(log_in(chen), address)
    assert ('value="捐赠协议"' in page, "2022-03-01" in page) == (False, False)
    log_in(chen).post(address, rules(places="60", paper="关于增加名额的复函", agreed_on="2022-05-01"))
    said = text(log_in(chen), agreement.get_absolute_url())
    assert ("变更待批准" in said, "第 2 份协议等待批准" in said, "与上一份协议相比" in said) == (True, True, False)
    assert "已有一份协议等待批准" in log_in(chen).post(address, rules(places="70")).content.decode()
    changed = DonationAgreement.objects.get(number=2)
    said = text(log_in(lin), changed.get_absolute_url()).partition("与上一份协议相比")[2].partition("资金</h2>")[0]
    for words in ("<td>50人</td><td>60人</td>", "<td>2022-03-01</td><td>2022-05-01</td>", "<td>不限</td><td>普高</td>"):
        assert words in said
    assert "每人金额" not in said
    log_in(lin).post(f"{AGREEMENTS}{changed.pk}/decide/", {"approved": "yes"})
    assert "已被取代" in text(log_in(chen), agreement.get_absolute_url())
    said = text(log_in(chen), changed.get_absolute_url())
    for words in ("60人", "历次协议", "关于增加名额的复函", agreement.get_absolute_url()):
        assert words in said
    assert text(log_in(chen), f"{PAGE}?year=2022").count("贝壳助学金</a>") == 1


def test_cash_enters_the_account_of_its_programme_when_another_person_approves(log_in, chen, lin):
    agreement = give.an_agreement()
    assert f'value="{agreement.pk}" selected' in text(log_in(chen), f"{GIFTS}add/?programme={agreement.programme.code}")
    log_in(chen).post(f"{GIFTS}add/", cash(agreement, item="忘了清空", unit_value="3"))
    gift = Gift.objects.get()
    assert (gift.amount, gift.item, gift.unit_value, gift.year) == (75_000, "", None, 2022)
    assert "批准捐赠" in text(log_in(lin), "/")
    log_in(lin).post(f"{GIFTS}{gift.pk}/decide/", {"approved": "yes"})
    entry = LedgerEntry.objects.get(cause=f"gift:{gift.pk}")
    said = text(log_in(chen), gift.get_absolute_url())
    assert (entry.get_absolute_url() in said, "75,000.00" in said, "还可安排" in said) == (True, True, True)


def test_goods_have_a_number_and_a_value_where_its_basis_is_known(log_in, chen):
    agreement = give.an_agreement("饮用奶", amount_each=None)
    asked = log_in(chen).post(f"{GIFTS}add/", milk(agreement, basis="", unit="")).content.decode()
    assert ("请写明价值的来源" in asked, "请填写单位" in asked) == (True, True)
    log_in(chen).post(f"{GIFTS}add/", milk(agreement))
    log_in(chen).post(f"{GIFTS}add/", milk(agreement, unit_value="", basis=""))
    assert [each.amount for each in Gift.objects.order_by("pk")] == [Decimal(120_000), None]
    sums = text(log_in(chen), f"{GIFTS}sums/?year=2022&kind=in_kind")
    assert ("120,000.00" in sums, "另有 1 笔说不清价值" in sums) == (True, True)


@pytest.mark.parametrize(("facts", "words"), [
    ({"amount": ""}, "请填写捐赠金额"), ({"amount": "0"}, "请填写捐赠金额"), ({"received_on": "2099-01-01"}, "日期不能晚于今天"),
])  # fmt: skip
def test_a_gift_that_cannot_be_is_told_why(facts, words, log_in, chen):
    assert words in log_in(chen).post(f"{GIFTS}add/", cash(give.an_agreement(), **facts)).content.decode()
    assert not Gift.objects.exists()


def test_a_gift_comes_from_a_donor_of_the_agreement(log_in, chen):
    agreement, other = give.an_agreement(), give.a_donor("别的基金会")
    said = log_in(chen).post(f"{GIFTS}add/", cash(agreement, donor=other.pk)).content.decode()
    assert "这个项目协议中的捐赠人是北京明伦公益基金会" in said


def test_a_refused_gift_says_why_and_nothing_is_booked(log_in, chen, lin):
    log_in(chen).post(f"{GIFTS}add/", cash(give.an_agreement()))
    gift = Gift.objects.get()
    log_in(lin).post(f"{GIFTS}{gift.pk}/decide/", {"approved": "no", "note": ""})
    assert Gift.objects.get().status == "proposed"
    log_in(lin).post(f"{GIFTS}{gift.pk}/decide/", {"approved": "no", "note": "没有到账凭证"})
    assert "没有到账凭证" in text(log_in(chen), gift.get_absolute_url())
    assert not LedgerEntry.objects.filter(cause=f"gift:{gift.pk}").exists()


def test_the_years_sums_are_those_of_scenario_40_and_lead_to_their_rows(log_in, chen):
    for label, direct, amount in (("送教上门儿童", False, 60_000), ("慰问金", True, 50_000), ("小海豚成长计划", False, 76_000),
                                  ("贝壳助学金", False, 75_000), ("西凤酒", True, 8_000), ("金徽酒", True, 30_000)):  # fmt: skip
        give.a_gift(give.an_agreement(label), str(amount), direct=direct)
    give.some_milk(unit_value=Decimal(3), basis="捐赠方价值证明")
    said = text(log_in(chen), f"{PAGE}sums/?year=2022")
    for words in ("<strong>7</strong> 个项目", "299,000.00", "120,000.00", "不在国家资助人次内"):
        assert words in said
    client = log_in(chen)
    client.post("/term/", {"term": "2022A", "next": "/"})
    home = text(client, "/")
    for words in ("2022年社会捐赠", "29.90", "12.00", "kind=cash", "kind=in_kind"):
        assert words in home
    assert "299,000.00" in text(log_in(chen), f"{GIFTS}sums/?year=2022&status=approved&kind=cash")


def test_schools_see_no_gifts_and_auditors_may_only_look(log_in, wang, sun):
    agreement = give.an_agreement()
    for address in (PAGE, DONORS, GIFTS, agreement.get_absolute_url()):
        assert log_in(wang).get(address).status_code == 403
        assert log_in(sun).get(address).status_code == 200
    for address in (f"{AGREEMENTS}add/", f"{GIFTS}add/", f"{AGREEMENTS}{agreement.pk}/change/"):
        assert log_in(sun).get(address).status_code == 403
        assert address not in text(log_in(sun), PAGE)


def test_a_number_taken_by_a_draft_of_the_policy_is_left_out(log_in, chen):
    Programme.objects.create(code="S2022-04", label="草稿中的项目")
    log_in(chen).post(f"{AGREEMENTS}add/", rules())
    assert DonationAgreement.objects.get().programme.code == "S2022-05"
