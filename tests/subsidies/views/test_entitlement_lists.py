"""The pages of the lists: who may, what stands before each deed, three hands, and sums that lead to their rows."""

import re
from decimal import Decimal

import pytest

from aid_portal.choices import Role
from subsidies.actions import entitlement_lists, entitlements
from subsidies.choices import EntitlementStatus, ListStatus
from subsidies.models import Entitlement, EntitlementList
from tests.factories.portal import a_person
from tests.factories.subsidies import a_case, a_decision
from tests.factories.subsidies_money import a_hand, a_list, an_enrolled_child, an_entitlement, the_money, the_programme

pytestmark = pytest.mark.django_db
LISTS = "/subsidies/lists/?term=2022A"


@pytest.fixture
def guo(bureau):
    return a_person("guo", "郭审核", Role.COUNTY_REVIEWER, bureau)


def confirmed(entitlement: Entitlement) -> EntitlementList:
    return entitlement_lists.confirm(entitlement_list=entitlement.list, by=a_hand("teacher"))


def reviewed(entitlement: Entitlement) -> EntitlementList:
    return entitlement_lists.review(lists=[confirmed(entitlement).pk], by=a_hand("guo2"))[0]


def hidden(page: str) -> dict[str, str]:
    """What the form of the second look carries."""
    form = page[page.index('<form class="form"') :]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))


def test_a_stranger_is_led_to_the_login_and_a_class_teacher_sees_no_list(client, log_in, school):
    assert client.get(LISTS).status_code == 302
    teacher = a_person("ban", "班主任", Role.CLASS_TEACHER, school)
    assert log_in(teacher).get(LISTS).status_code == 403


def test_a_school_sees_its_own_lists_and_never_the_neighbours(log_in, school, wang, zhao):
    own = an_entitlement(school=school, name="张小明").list
    assert "城关第一小学" in log_in(wang).get(LISTS).content.decode()
    assert "城关第一小学" not in log_in(zhao).get(LISTS).content.decode()
    assert log_in(zhao).get(own.get_absolute_url()).status_code == 404
    assert log_in(zhao).post(f"{own.get_absolute_url()}confirm/").status_code == 404


def test_each_list_says_its_rows_its_sum_and_who_is_left_out(log_in, chen, school):
    own = an_entitlement(school=school, amount=Decimal("312.50")).list
    an_entitlement(school=school, amount=Decimal("312.50"))
    an_entitlement(school=school, status=EntitlementStatus.OBJECTED, note="已转学")
    page = log_in(chen).get(LISTS).content.decode()
    assert "625.00" in page
    assert f'href="/subsidies/lists/{own.pk}/?status=objected">1</a>' in page
    sums = log_in(chen).get("/subsidies/lists/sums/?term=2022A").content.decode()
    assert "<strong>2</strong> 人次" in sums
    assert "异议 1 人次" in sums


def test_the_lists_cost_the_same_for_one_and_for_thirty(log_in, chen, school, django_assert_max_num_queries):
    client = log_in(chen)
    an_entitlement(school=school)
    client.get(LISTS)
    for number in range(2, 30):
        a_list(school=school, number=number, **approved_hands())
    with django_assert_max_num_queries(11):
        client.get(LISTS)


def approved_hands() -> dict:
    """Lists that are over, as many as one likes."""
    from django.utils import timezone

    now = timezone.now()
    names = ("confirmed", "reviewed", "approved")
    hands = {f"{name}_by": a_hand(f"hand{name}") for name in names} | {f"{name}_at": now for name in names}
    return {"status": ListStatus.APPROVED, **hands}


def test_before_the_lists_are_made_stands_what_would_come(log_in, chen, school):
    child = an_enrolled_child(school=school)
    a_decision(enrolment=child, case=a_case(programme=the_programme(), amount=Decimal("500")))
    address = "/subsidies/lists/propose/?term=2022A"
    page = log_in(chen).get(address).content.decode()
    assert "义务教育寄宿生生活补助" in page
    assert "500.00" in page
    assert not EntitlementList.objects.exists()
    answer = log_in(chen).post(address, {"idempotency_key": "once"}, follow=True).content.decode()
    assert "新增1人次" in answer
    assert Entitlement.objects.get().list.status == ListStatus.DRAFT
    assert "没有要生成的" in log_in(chen).get(address).content.decode()


def test_only_the_county_makes_lists(log_in, wang, sun):
    for person in (wang, sun):
        assert log_in(person).post("/subsidies/lists/propose/?term=2022A").status_code == 403


def test_the_school_confirms_and_can_change_nothing_afterwards(log_in, school, wang):
    own = an_entitlement(school=school)
    page = log_in(wang).get(own.list.get_absolute_url()).content.decode()
    assert "学校确认" in page
    log_in(wang).post(f"{own.list.get_absolute_url()}confirm/")
    own.list.refresh_from_db()
    assert (own.list.status, own.list.confirmed_by) == (ListStatus.CONFIRMED, wang)
    after = log_in(wang).get(own.list.get_absolute_url()).content.decode()
    assert "王老师" in after
    assert "确认名单" not in after


def test_the_reviewer_sees_sum_budget_and_doubts_before_he_reviews(log_in, school, guo):
    the_money("1000")
    own = an_entitlement(school=school)
    an_entitlement(school=school, name="王小异", status=EntitlementStatus.OBJECTED, note="本学期已转出")
    waiting = confirmed(own)
    page = log_in(guo).post("/subsidies/lists/review/", {"selected": waiting.pk}).content.decode()
    for said in ("500.00", "中央", "1,000.00", "250.00", "750.00", "王小异", "本学期已转出"):
        assert said in page
    waiting.refresh_from_db()
    assert waiting.status == ListStatus.CONFIRMED  # so far he has only looked
    log_in(guo).post("/subsidies/lists/review/", hidden(page))
    waiting.refresh_from_db()
    assert (waiting.status, waiting.reviewed_by) == (ListStatus.REVIEWED, guo)


def test_lists_at_another_step_are_left_out_with_the_reason(log_in, school, zhao_school, guo):
    the_money("1000")
    waiting, draft = confirmed(an_entitlement(school=school)), an_entitlement(school=zhao_school).list
    page = log_in(guo).post("/subsidies/lists/review/", {"selected": [waiting.pk, draft.pk]}).content.decode()
    assert "有 1 份不在这次办理之内" in page
    assert hidden(page)["lists"] == str(waiting.pk)


def test_who_reviewed_finds_his_list_left_out_and_is_refused(log_in, school, bureau):
    the_money("1000")
    both = a_person("both", "双岗", Role.COUNTY_APPROVER, bureau)
    waiting = confirmed(an_entitlement(school=school))
    entitlement_lists.review(lists=[waiting.pk], by=both)
    page = log_in(both).post("/subsidies/lists/approve/", {"selected": waiting.pk}).content.decode()
    assert "须由另一人办理" in page
    sent = {"sure": "yes", "lists": waiting.pk, "seen": "500.00"}
    answer = log_in(both).post("/subsidies/lists/approve/", sent, headers={"referer": f"http://testserver{LISTS}"}, follow=True)
    assert "由您本人" in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.status == ListStatus.REVIEWED


def test_two_clicks_approve_once_and_another_sum_under_the_key_is_refused(log_in, school, lin):
    the_money("1000")
    waiting = reviewed(an_entitlement(school=school))
    page = log_in(lin).post("/subsidies/lists/approve/", {"selected": waiting.pk}).content.decode()
    sent, client = hidden(page), log_in(lin)
    assert sent["seen"] == "500.00"
    first = client.post("/subsidies/lists/approve/", sent)
    assert client.post("/subsidies/lists/approve/", sent).headers["Location"] == first.headers["Location"]
    waiting.refresh_from_db()
    assert (waiting.status, waiting.approved_by) == (ListStatus.APPROVED, lin)
    other = client.post("/subsidies/lists/approve/", {**sent, "seen": "1.00"})
    assert other.status_code == 409


def test_a_sum_that_changed_is_shown_again_and_not_approved(log_in, school, lin):
    the_money("2000")
    waiting = reviewed(an_entitlement(school=school))
    sent = {"sure": "yes", "lists": waiting.pk, "seen": "499.00"}
    answer = log_in(lin).post("/subsidies/lists/approve/", sent, headers={"referer": f"http://testserver{LISTS}"}, follow=True)
    assert "请重新核对后再批准" in answer.content.decode()


def test_a_list_goes_back_with_a_reason_that_the_school_reads(log_in, school, guo, wang):
    the_money("1000")
    waiting = confirmed(an_entitlement(school=school))
    client = log_in(guo)
    page = client.post("/subsidies/lists/send-back/", {"selected": waiting.pk}).content.decode()
    silent = client.post("/subsidies/lists/send-back/", {**hidden(page), "note": ""}).content.decode()
    assert "这个字段" in silent or "必填" in silent
    client.post("/subsidies/lists/send-back/", {**hidden(silent), "note": "请核对住校名单"})
    assert "请核对住校名单" in log_in(wang).get(waiting.get_absolute_url()).content.decode()


def test_the_menu_counts_what_waits_for_each_hand(school, wang, guo, lin):
    from subsidies.reports.waiting import lists_waiting

    the_money("1000")
    own = an_entitlement(school=school)
    assert [lists_waiting(each).count() for each in (wang, guo, lin)] == [1, 0, 0]
    confirmed(own)
    assert [lists_waiting(each).count() for each in (wang, guo, lin)] == [0, 1, 0]
    entitlement_lists.review(lists=[own.list_id], by=guo)
    assert [lists_waiting(each).count() for each in (wang, guo, lin)] == [0, 0, 1]


def test_the_rows_of_a_list_are_found_by_state_and_name(log_in, school, wang):
    own = an_entitlement(school=school, name="张小明")
    entitlements.object_to(entitlement=an_entitlement(school=school, name="赵小红"), note="已转学", by=wang)
    page = log_in(wang).get(f"{own.list.get_absolute_url()}?status=objected").content.decode()
    assert "赵小红" in page
    assert "张小明" not in page
