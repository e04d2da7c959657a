"""The pages of hand-over lists and receipts: goods to the last piece, the scan, the second person, numbers without a gap."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from aid_portal.models import OrgUnit
from subsidies.actions.hand_overs import Portion
from subsidies.models import DonationReceipt, Gift, HandOver
from subsidies.reports.hand_overs import recipients
from tests.factories import donations as give
from tests.factories import subsidies_money as make
from tests.waits import waits

pytestmark = pytest.mark.django_db
LISTS, RECEIPTS = "/subsidies/donations/hand-overs/", "/subsidies/donations/receipts/"
SIGNED = {"handed_on": "2022-09-20", "signed_by": "王某"}


def text(client, address):
    return client.get(address).content.decode()


def the_school() -> OrgUnit:
    """Where the children are; without children any will do."""
    return OrgUnit.objects.schools().filter(enrolments__isnull=False).first() or make.a_school()


def page(gift: Gift, by: str = "class", **more: object) -> str:
    asked = {"school": the_school().pk, "by": by, "term": "2022A", **more}
    return f"/subsidies/donations/gifts/{gift.pk}/hand-over/?" + "&".join(f"{name}={value}" for name, value in asked.items())


def keys(user, by: str) -> list[str]:
    return [each.key for each in recipients(by=by, school=the_school(), term="2022A", user=user)]


@pytest.fixture
def milk(bureau) -> Gift:
    school = make.a_school()
    for name in ("三1班", "三2班"):
        make.an_enrolled_child(class_name=name, school=school)
    return give.some_milk(quantity=100)


def test_milk_is_handed_over_class_by_class_and_leaves_the_gift_when_another_approves(log_in, chen, lin, milk):
    client = log_in(chen)
    assert "怎样发放" in text(client, f"/subsidies/donations/gifts/{milk.pk}/hand-over/")
    said = text(client, page(milk, each=30))
    assert ("三1班" in said, "三2班" in said, said.count('value="30"')) == (True, True, 2)
    one, other = keys(chen, "class")
    client.post(page(milk), {**SIGNED, one: "60", other: "40"})
    made = HandOver.objects.get()
    assert [(each.class_name, each.quantity) for each in made.awards.all()] == [("三1班", 60), ("三2班", 40)]
    assert (waits(lin, "hand-over-approve"), waits(chen, "hand-over-approve")) == (1, 0)
    assert "批准捐赠发放清单" in text(log_in(lin), "/")
    log_in(lin).post(f"{LISTS}{made.pk}/decide/", {"approved": "yes"})
    assert "已发放</dt><dd>100盒" in text(client, milk.get_absolute_url())
    assert page(milk).partition("?")[0] not in text(client, milk.get_absolute_url())


def test_more_than_there_is_is_refused_in_words_and_what_was_typed_stays(log_in, chen, milk):
    one, other = keys(chen, "class")
    said = log_in(chen).post(page(milk), {**SIGNED, one: "60", other: "41"}).content.decode()
    assert "共100盒，已发放0盒，本次101盒，超出1盒" in said
    assert 'value="41"' in said
    assert not HandOver.objects.exists()


def test_two_lists_of_one_stock_the_second_is_shown_to_go_beyond_it(log_in, chen, lin, milk):
    first, second = (give.a_hand_over(milk, [Portion(quantity=60)]) for _each in range(2))
    log_in(lin).post(f"{LISTS}{first.pk}/decide/", {"approved": "yes"})
    assert "超出未发放的 20盒，不能批准" in text(log_in(lin), second.get_absolute_url())
    log_in(lin).post(f"{LISTS}{second.pk}/decide/", {"approved": "yes"})
    second.refresh_from_db()
    assert second.status == "proposed"


def test_cash_that_the_donor_gives_out_is_listed_by_child(log_in, chen):
    child = make.an_enrolled_child(name="周小满")
    gift = give.a_gift(give.an_agreement("慰问金"), "500", direct=True)
    (key,) = keys(chen, "child")
    assert "周小满" in text(log_in(chen), page(gift, "child", each=500))
    log_in(chen).post(page(gift, "child"), {**SIGNED, key: "500"})
    award = HandOver.objects.get().awards.get()
    assert (award.student, award.amount) == (child.student, Decimal(500))
    assert "周小满" in text(log_in(chen), HandOver.objects.get().get_absolute_url())


def test_a_list_of_nothing_or_of_nobody_is_told_so(log_in, chen, milk):
    assert "请至少给一处填写" in log_in(chen).post(page(milk), SIGNED).content.decode()
    assert "没有这样的学生" in text(log_in(chen), page(milk, "child", class_name="九9班"))


def test_the_signed_list_is_uploaded_until_it_is_decided(log_in, chen, lin, milk):
    made = give.a_hand_over(milk, [Portion(quantity=10)])
    assert "还没有上传签收表。确认已看到签字原件再批准" in text(log_in(lin), made.get_absolute_url())
    client, address = log_in(chen), f"{LISTS}{made.pk}/attach/"
    client.post(address, {"evidence": ContentFile(b"no scan", name="签收.txt")})
    assert HandOver.objects.get().evidence is None
    client.post(address, {"evidence": ContentFile(b"%PDF-1.7 ...", name="签收.pdf")})
    assert "签收.pdf" in text(client, made.get_absolute_url())
    assert log_in(lin).post(f"{LISTS}{made.pk}/evidence/").status_code == 200
    log_in(lin).post(f"{LISTS}{made.pk}/decide/", {"approved": "yes"})
    client.post(address, {"evidence": ContentFile(b"%PDF-1.7 ...", name="另一份.pdf")})
    assert HandOver.objects.get().evidence.name == "签收.pdf"


def test_cash_of_the_bureau_goes_through_the_bank_and_never_from_hand_to_hand(log_in, chen):
    gift = give.a_gift()
    assert log_in(chen).get(page(gift)).status_code == 404
    assert "登记发放清单" not in text(log_in(chen), gift.get_absolute_url())


def test_a_receipt_bears_the_next_number_and_what_was_given(log_in, chen):
    first, second = give.a_gift(), give.a_gift(give.an_agreement("另一项"))
    client, said = log_in(chen), {"code": "61010122", "number": "0000000007", "issued_on": "2022-09-20"}
    client.post(f"/subsidies/donations/gifts/{first.pk}/receipt/", said)
    assert DonationReceipt.objects.get().amount == 75_000
    asked = client.post(f"/subsidies/donations/gifts/{second.pk}/receipt/", {**said, "number": "9"}).content.decode()
    assert "应接着上一张，是0000000008，填写的是0000000009" in asked
    client.post(f"/subsidies/donations/gifts/{second.pk}/receipt/", {**said, "number": "8"})
    shown = text(client, f"{RECEIPTS}?year=2022")
    assert ("0000000007" in shown, "0000000008" in shown) == (True, True)


def test_a_receipt_of_another_year_begins_anew_and_the_next_number_is_offered(log_in, chen):
    today, gift = timezone.localdate(), give.a_gift()
    receipt = give.donation_receipts.issue(gift=gift, code="61010122", number=41, issued_on=today, by=chen)
    other = give.a_gift(give.an_agreement("另一项"))
    assert 'value="42"' in text(log_in(chen), f"/subsidies/donations/gifts/{other.pk}/receipt/")
    assert receipt.year == today.year


def test_a_receipt_is_voided_with_a_reason_and_its_number_stays(log_in, chen, sun):
    receipt = give.a_receipt(give.a_gift())
    assert f"{RECEIPTS}{receipt.pk}/void/" not in text(log_in(sun), receipt.get_absolute_url())
    client = log_in(chen)
    client.post(f"{RECEIPTS}{receipt.pk}/void/", {"note": ""})
    assert DonationReceipt.objects.get().status == "issued"
    client.post(f"{RECEIPTS}{receipt.pk}/void/", {"note": "交款人名称有误"})
    said = text(client, receipt.get_absolute_url())
    assert ("交款人名称有误" in said, "登记票据" in said) == (True, True)
    assert "0000000007" in text(client, f"{RECEIPTS}?year=2022&status=voided")


def test_gifts_without_a_receipt_are_the_clerks_work_and_direct_ones_are_not(log_in, chen):
    own, direct = give.a_gift(), give.a_gift(give.an_agreement("慰问金"), direct=True)
    assert "给捐赠开具、登记票据" in text(log_in(chen), "/")
    due = text(log_in(chen), "/subsidies/donations/gifts/?year=all&receipt=no")
    assert (own.get_absolute_url() in due, direct.get_absolute_url() in due) == (True, False)
    assert log_in(chen).get(f"/subsidies/donations/gifts/{direct.pk}/receipt/").status_code == 404
    give.a_receipt(own)
    assert "给捐赠开具、登记票据" not in text(log_in(chen), "/")
