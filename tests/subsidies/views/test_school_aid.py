"""The pages of school aid: the schools of a year, stating, giving, confirming, reversing; rates; the child's page; the menu."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from aid_portal.choices import Role
from aid_portal.models import OrgUnit
from subsidies.choices import PaperStatus
from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from tests.factories import school_aid as make
from tests.factories.students import an_enrolment
from tests.factories.subsidies_money import a_hand
from tests.waits import waits

pytestmark = pytest.mark.django_db
PAGE = "/subsidies/school-aid/"
RATES = f"{PAGE}rates/"


@pytest.fixture
def kindergarten(bureau):
    make.the_rates()
    return make.a_kindergarten()


@pytest.fixture
def year(kindergarten):
    return make.a_year(kindergarten)


@pytest.fixture
def officer(kindergarten):
    return make.an_officer(kindergarten)


@pytest.fixture
def principal(kindergarten):
    return make.a_principal(kindergarten)


def text(client, address):
    return client.get(address).content.decode()


def statement(school: OrgUnit, **facts: object) -> dict:
    return {"school": school.pk, "year": 2022, "income": "123,456.78", "percent": "3.5", "basis": "决算报表", "note": "", **facts}


def use(**facts: object) -> dict:
    said = {"kind": "waiver", "child": "", "people": "1", "amount": "300", "spent_on": "2022-05-20"}
    return {**said, "purpose": "保教费减免", "voucher": "记字5-17", **facts}


def test_a_school_states_its_year_with_a_paper_and_the_share_is_computed(log_in, kindergarten, officer, zhao):
    client = log_in(officer)
    assert "学前 3%至5%" in text(client, f"{PAGE}state/?year=2022")
    scan = ContentFile(b"%PDF-1.7 ...", name="决算.pdf")
    client.post(f"{PAGE}state/", statement(kindergarten, file=scan))
    made = SchoolAidYear.objects.get()
    assert (made.due, made.stated_by, made.file.name) == (Decimal("4320.99"), officer, "决算.pdf")
    said = text(client, made.get_absolute_url())
    for words in ("4,320.99", "123,456.78 × 3.5%，四舍五入到分", "使用不足一半", "决算.pdf"):
        assert words in said
    assert client.post(f"{PAGE}{made.pk}/basis/").status_code == 200
    assert log_in(zhao).post(f"{PAGE}{made.pk}/basis/").status_code == 404


def test_what_is_refused_stands_above_the_form_and_what_was_typed_stays(log_in, kindergarten, officer):
    said = log_in(officer).post(f"{PAGE}state/", statement(kindergarten, percent="2")).content.decode()
    assert "计提比例低于最低3%，请在说明里写明原因" in said
    assert "123,456.78" in said
    assert "年度不能晚于今年" in log_in(officer).post(f"{PAGE}state/", statement(kindergarten, year=2099)).content.decode()
    assert not SchoolAidYear.objects.exists()


def test_a_school_states_nothing_for_another(log_in, kindergarten, officer):
    other = make.a_kindergarten("城关幼儿园")
    log_in(officer).post(f"{PAGE}state/", statement(other))
    assert not SchoolAidYear.objects.exists()


def test_too_little_set_aside_is_said_on_the_list_and_on_the_page(log_in, chen, kindergarten):
    below = make.a_year(kindergarten, percent="2", note="缓收")
    make.a_year(make.a_kindergarten("城关幼儿园"))
    assert "少计提 1,000.00 元" in text(log_in(chen), below.get_absolute_url())
    found = text(log_in(chen), f"{PAGE}?year=2022&state=below_minimum")
    assert ("绛帐幼儿园" in found, "城关幼儿园" in found, "计提不足" in found) == (True, False, True)


def test_money_that_lies_is_said(log_in, chen, year):
    assert "使用不到可用资金的一半" in text(log_in(chen), year.get_absolute_url())
    assert "绛帐幼儿园" in text(log_in(chen), f"{PAGE}?year=2022&state=unused")


def test_the_sums_name_who_is_silent_and_keep_apart_from_state_aid(log_in, chen, year):
    make.a_kindergarten("城关幼儿园")
    make.a_confirmed_use(year, "900", people=30, kind="award")
    said = text(log_in(chen), f"{PAGE}sums/?year=2022")
    for words in (
        "<strong>30</strong> 人次、<strong>900.00</strong> 元（另计",
        "应填报 2 所",
        "<strong>1</strong> 所没有填报：城关幼儿园",
    ):
        assert words in said
    assert "所没有填报" not in text(log_in(chen), f"{PAGE}sums/?year=all")


def test_a_stranger_finds_no_page_and_a_looker_no_button(log_in, year, zhao, sun):
    assert log_in(zhao).get(year.get_absolute_url()).status_code == 404
    assert log_in(zhao).get(f"{PAGE}{year.pk}/use/").status_code == 404
    assert f"{PAGE}{year.pk}/use/" not in text(log_in(sun), year.get_absolute_url())
    assert log_in(sun).get(f"{PAGE}{year.pk}/use/").status_code == 403


def test_an_officer_records_for_a_child_and_the_principal_confirms(log_in, year, officer, principal):
    child = an_enrolment(school=year.school)
    log_in(officer).post(f"{PAGE}{year.pk}/use/", use(child="李明"))
    made = SchoolAidUse.objects.get()
    assert (made.student, made.status, made.made_by) == (child.student, PaperStatus.PROPOSED, officer)
    assert "撤回" in text(log_in(officer), year.get_absolute_url())
    assert (waits(principal, "school-aid-confirm"), waits(officer, "school-aid-confirm")) == (1, 0)
    assert "确认学校资助使用" in text(log_in(principal), "/")
    log_in(principal).post(f"{PAGE}uses/{made.pk}/confirm/")
    made.refresh_from_db()
    assert (made.status, made.decided_by) == (PaperStatus.APPROVED, principal)


def test_children_of_one_name_are_told_apart_by_class(log_in, year, officer):
    one, _other = (an_enrolment(school=year.school, class_name=each) for each in ("大一班", "大二班"))
    client, address = log_in(officer), f"{PAGE}{year.pk}/use/"
    asked = client.post(address, use(child="李明")).content.decode()
    for words in ("有2名同名学生", "李明 大一班", "李明 大二班"):
        assert words in asked
    client.post(address, use(child="李明", student=one.student.pk))
    assert SchoolAidUse.objects.get().student == one.student


@pytest.mark.parametrize(("facts", "words"), [
    ({"child": "赵无此人"}, "本校花名册上没有这名学生"), ({"child": "李明", "people": "2"}, "给一名学生的是1人次"),
    ({"amount": "0"}, "金额不能是0元"), ({"amount": "3000.01"}, "不够登记3,000.01元"), ({"spent_on": "2021-12-31"}, "2022年内"),
])  # fmt: skip
def test_a_use_that_cannot_be_is_told_why(facts, words, log_in, year, officer):
    an_enrolment(school=year.school)
    assert words in log_in(officer).post(f"{PAGE}{year.pk}/use/", use(**facts)).content.decode()
    assert not SchoolAidUse.objects.exists()


def test_a_use_is_sent_back_or_taken_back_with_a_reason(log_in, year, officer, principal):
    one, other = make.a_use(year), make.a_use(year)
    log_in(principal).post(f"{PAGE}uses/{one.pk}/refuse/", {"note": ""})
    assert SchoolAidUse.objects.filter(status=PaperStatus.PROPOSED).count() == 2
    log_in(principal).post(f"{PAGE}uses/{one.pk}/refuse/", {"note": "凭证不符"})
    log_in(officer).post(f"{PAGE}uses/{other.pk}/withdraw/", {"note": "金额写错"})
    said = text(log_in(officer), year.get_absolute_url())
    assert ("凭证不符" in said, "金额写错" in said) == (True, True)
    assert not SchoolAidUse.objects.standing().exists()
    colleague = a_hand("colleague", Role.SCHOOL_OFFICER, year.school)
    assert log_in(colleague).post(f"{PAGE}uses/{make.a_use(year).pk}/withdraw/", {"note": "不是我登记的"}).status_code == 404


def test_a_confirmed_mistake_is_reversed_by_another(log_in, year, principal):
    made = make.a_confirmed_use(year)
    client = log_in(principal)
    client.post(f"{PAGE}uses/{made.pk}/reverse/", {"note": ""})
    assert SchoolAidUse.objects.standing().exists()
    client.post(f"{PAGE}uses/{made.pk}/reverse/", {"note": "重复登记"})
    assert not SchoolAidUse.objects.standing().exists()
    assert "冲回：临时困难补助，500.00元" in text(client, year.get_absolute_url())


def test_an_income_is_put_right_with_its_reason_and_keeps_its_paper(log_in, kindergarten, officer):
    year = make.a_year(kindergarten)
    facts = {name: value for name, value in statement(kindergarten).items() if name not in ("school", "year")}
    asked = log_in(officer).post(f"{PAGE}{year.pk}/restate/", facts).content.decode()
    assert "更正原因" in asked
    log_in(officer).post(f"{PAGE}{year.pk}/restate/", {**facts, "reason": "决算调整"})
    assert SchoolAidYear.objects.get().income == Decimal("123456.78")


def test_a_rate_is_proposed_by_one_and_approved_by_another(log_in, chen, lin, officer):
    said = {"stage": "senior", "first_year": "2023", "low": "3.5", "high": "", "source": ""}
    assert "勾选“待核定”" in log_in(chen).post(f"{RATES}add/", said).content.decode()
    log_in(chen).post(f"{RATES}add/", {**said, "assumed": "on"})
    rate = SchoolAidRate.objects.get(first_year=2023)
    assert "批准学校资助计提比例" in text(log_in(lin), "/")
    assert "不低于3.5%" in text(log_in(lin), rate.get_absolute_url())
    assert "须由另一人批准" not in text(log_in(lin), rate.get_absolute_url())
    log_in(lin).post(f"{RATES}{rate.pk}/decide/", {"approved": "yes"})
    rate.refresh_from_db()
    assert (rate.status, rate.decided_by, rate.high) == (PaperStatus.APPROVED, lin, None)
    assert "3.5%" in text(log_in(officer), RATES)
    assert log_in(officer).get(f"{RATES}add/").status_code == 403


def test_the_childs_page_shows_school_aid_beside_state_aid(log_in, year, officer):
    child = an_enrolment(school=year.school).student
    client, address = log_in(officer), child.get_absolute_url()
    assert year.get_absolute_url() not in text(client, address)
    make.a_confirmed_use(year, student=child)
    said = text(client, address)
    assert ("临时困难补助" in said, year.get_absolute_url() in said) == (True, True)
