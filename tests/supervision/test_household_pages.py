"""A household's page and the list: who sees whom, what its children were given, how the lists told of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aid_portal import crypto
from aid_portal.choices import Role
from students.choices import PairStatus
from students.models import Enrolment
from students.sealing import ROSTER_SECRETS, enrolment_aad
from tests.exports import latest, rows_of
from tests.factories import dropouts, outreach
from tests.factories.households import NUMBER, TOWN, a_family, a_member, an_index, another_house, on_list
from tests.factories.portal import a_person, a_town, the_bureau
from tests.factories.students import a_pair, a_proof, a_release
from tests.factories.subsidies_money import a_card, all_paid, an_entitlement, approved, the_money, the_programme
from tests.factories.warnings import a_warning
from tests.subsidies.county import a_child

pytestmark = pytest.mark.django_db
LIST = "/supervision/households/"
EVERYBODY = ("张大山", "李秀英", "张小明", "张小红", "张小军")


@pytest.fixture
def family(school, zhao_school):
    return a_family(school, zhao_school)


@pytest.fixture
def he():
    return a_person("he", "何向东", Role.CENTRAL_OFFICER, a_town())


def text(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200, address
    return answer.content.decode()


def numbers(client, **query):
    return [row.household_number for row in client.get(LIST, query).context["list"].page.rows]


def shown(page):
    return [name for name in EVERYBODY if name in page]


def test_the_county_sees_everybody_with_masked_ids(family, chen, log_in):
    page = text(log_in(chen), family.address)
    assert shown(page) == list(EVERYBODY)
    assert "6103**********0012" in page or "610324********0012" in page
    assert "610324201301040012" not in page
    assert "61032419800101001X" not in page


def test_a_school_sees_its_own_pupil_and_of_the_others_no_name_no_school_no_birthday(family, wang, zhao_school, log_in):
    answer = log_in(wang).get(family.address)
    page = answer.content.decode()
    assert shown(page) == ["张小明"]
    assert zhao_school.name not in page
    mine, other, far = sorted(answer.context["children"], key=lambda each: each["name"] != "张小明")
    assert mine["url"] == family.near.get_absolute_url()
    for each in (other, far):
        assert (each["url"], each["birth_date"], each["number"], each["whereabouts"]) == ("", None, "", None)
    assert "各期名单" not in page
    assert "名单上还有2名成年人" in page


def test_a_town_sees_the_head_and_every_child_of_its_households_but_no_other_adult(family, he, log_in):
    page = text(log_in(he), family.address)
    assert shown(page) == ["张大山", "张小明", "张小红", "张小军"]
    assert "各期名单" in page


def test_a_household_without_a_child_of_theirs_is_not_there_for_a_school(family, zhao, school, log_in):
    alone = another_house("H9", school=school, town=TOWN)
    client = log_in(zhao)
    assert numbers(client) == [NUMBER]
    assert client.get(f"{LIST}{alone.pk}/").status_code == 404


def test_a_pupil_who_has_left_opens_his_household_no_longer(family, wang, log_in):
    """The school had him in spring; in autumn the household is no business of its own."""
    a_child(family.near.school, name="王小二")
    Enrolment.objects.filter(pk=family.near.pk).update(term="2022S")
    client = log_in(wang)
    assert numbers(client) == []
    assert client.get(family.address).status_code == 404


def test_a_pupil_on_leave_is_still_the_schools_though_not_in_class(family, wang, log_in):
    Enrolment.objects.filter(pk=family.near.pk).update(status="suspended")
    client = log_in(wang)
    [row] = client.get(LIST).context["list"].page.rows
    assert (row.household_number, row.pupil_count, row.unaided_count) == (NUMBER, 0, 0)
    assert shown(text(client, family.address)) == ["张小明"]


@pytest.mark.parametrize("role", [Role.FINANCE, Role.INSPECTOR])
def test_who_neither_brings_children_back_nor_checks_aid_has_no_households(family, role, log_in):
    assert log_in(a_person("qian", "钱某", role, the_bureau())).get(LIST).status_code == 403


def test_a_class_teacher_is_not_led_to_a_household(family, wang, school, log_in):
    teacher = a_person("zhou", "周若兰", Role.CLASS_TEACHER, school)
    assert LIST in text(log_in(wang), family.near.get_absolute_url())
    assert LIST not in text(log_in(teacher), family.near.get_absolute_url())


def test_the_aid_of_the_household_is_the_sum_of_its_rows(family, chen, wang, log_in):
    the_money()
    rows = approved(*(an_entitlement(enrolment=each) for each in carded(family)))
    all_paid()
    an_entitlement(enrolment=family.near, programme=the_programme("CE_DAY"), status="cancelled")
    client = log_in(chen)
    aid = client.get(family.address).context["aid"]
    assert [grant.entitlement for each in aid.terms for grant in each.grants] == rows
    assert (aid.due, aid.paid) == (1000, 1000)
    assert text(client, family.address).count("1,000.00") >= 2
    mine = log_in(wang).get(family.address).context["aid"]
    assert (mine.due, mine.paid) == (500, 500)


def carded(family):
    """The two pupils with a sealed roster row that a payment can be made from."""
    for each in (family.near, family.next_door):
        secrets = dict.fromkeys(ROSTER_SECRETS, "") | {"bank_account": a_card(), "bank_name": "扶风农商银行"}
        secrets["account_holder"] = each.name
        each.sealed = crypto.seal(secrets, enrolment_aad(each.school.code, each.term_id, each.registry_index))
        each.boarding = True
        each.save()
    return family.near, family.next_door


def test_a_child_outside_the_county_is_shown_with_proof_verifier_and_the_aid_paid_there(family, chen, he, wang, log_in):
    mark = {"person_mark": bytes(family.far.person_mark), "name": "张小军", "status": "verified"}
    proof = a_proof(**mark, school_name="渭滨区新建路小学", aid_there="秋季生活补助 625 元")
    for user in (chen, he):
        answer = log_in(user).get(family.address)
        page = answer.content.decode()
        assert all(words in page for words in ("渭滨区新建路小学", "秋季生活补助 625 元", proof.verified_by.name))
        assert answer.context["aid"].due == 0
    assert "渭滨区新建路小学" not in text(log_in(wang), family.address)


def test_a_proof_without_the_aid_there_says_what_is_missing(family, chen, log_in):
    a_proof(person_mark=bytes(family.far.person_mark), name="张小军", status="verified")
    assert "未取得" in text(log_in(chen), family.address)


def test_the_releases_tell_who_joined_who_moved_and_whose_risk_was_removed(family, chen, he, log_in):
    spring = a_release(data_date=date(2022, 3, 20))
    a_member(spring, "张大山", "户主", person_mark=bytes(family.head.person_mark))
    mark = bytes(family.far.person_mark)
    moved = a_member(spring, "张小军", "之子", household_number="H7", person_mark=mark)
    type(family.head).objects.filter(release=family.release, categories__contains=["MON_EDGE"]).update(risk_removed=True)
    answer = log_in(chen).get(family.address)
    newest, oldest = answer.context["history"]
    assert (newest["risk"], oldest["risk"], oldest["size"], newest["size"]) == ("已消除", "未消除", 1, 5)
    assert "张小军 由户H7转入" in answer.content.decode()
    assert f"{LIST}{moved.pk}/" in [each["url"] for each in newest["moves"]]
    told = log_in(he).get(family.address).context["history"][0]["moves"]
    assert [each["text"] for each in told] == ["转入或新列入4人"]


def test_a_household_that_got_another_number_as_a_whole_says_where_it_came_from(family, chen, log_in):
    spring = a_release(data_date=date(2022, 3, 20))
    for each in (family.head, family.wife):
        a_member(spring, each.name, each.relation, household_number="H7", person_mark=bytes(each.person_mark))
    [newest] = log_in(chen).get(family.address).context["history"]
    assert "张大山 由户H7转入" in [each["text"] for each in newest["moves"]]


def test_the_row_of_an_old_release_leads_to_the_household_of_the_term(family, chen, log_in):
    old = a_member(a_release(data_date=date(2022, 3, 20)), "张大山", "户主")
    assert shown(text(log_in(chen), f"{LIST}{old.pk}/")) == list(EVERYBODY)


def test_a_child_whom_no_school_here_has_leads_to_a_proof_and_a_row_of_the_list_to_the_household(family, chen, log_in):
    client = log_in(chen)
    assert f"/students/proofs/submit/?record={family.far.pk}" in text(client, family.address)
    assert f"/students/proofs/submit/?record={family.row.pk}" not in text(client, family.address)
    assert f"{LIST}{family.far.pk}/" in text(client, family.far.get_absolute_url())


def test_a_pupil_of_the_same_guardian_whom_the_list_forgot_is_shown_beside(family, chen, school, log_in):
    a_child(school, name="张小四", guardian_index=bytes(family.wife.id_index))
    page = text(log_in(chen), family.address)
    assert "张小四" in page
    assert "同一监护人，名单上没有" in page


def test_a_child_spelt_otherwise_is_a_pupil_once_a_person_has_said_so(family, chen, school, log_in):
    seat = a_child(school, name="张晓军")
    pair = a_pair(record=family.far, enrolment=seat)
    client = log_in(chen)
    before = client.get(LIST).context["list"].page.rows[0].pupil_count
    type(pair).objects.filter(pk=pair.pk).update(status=PairStatus.ACCEPTED, answered_by=chen, answered_at="2022-10-01T00:00:00Z")
    after = client.get(LIST).context["list"].page.rows[0].pupil_count
    assert (before, after) == (2, 3)
    assert seat.get_absolute_url() in text(client, family.address)


def test_visits_cases_and_the_schools_outreach_are_told(family, chen, school, log_in):
    case = dropouts.a_case(name="张小军", person_mark=bytes(family.far.person_mark))
    dropouts.a_visit(case)
    outreach.an_activity(unit=school, held_on=date(2022, 10, 9), title="资助政策进家门")
    outreach.an_activity(unit=school, held_on=date(2022, 6, 9), title="上学年的宣讲")
    page = text(log_in(chen), family.address)
    assert all(words in page for words in ("走访张小军家", "家长称孩子不愿上学。", case.get_absolute_url(), "资助政策进家门"))
    assert "上学年的宣讲" not in page


@pytest.mark.usefixtures("holiday_table")
def test_an_open_warning_is_told_on_the_page_and_leads_back_to_it(chen, school, log_in):
    warning = a_warning(school)
    client = log_in(chen)
    address = f"{LIST}{warning.record_id}/"
    assert address in text(client, warning.get_absolute_url())
    assert warning.get_absolute_url() in text(client, address)


def test_the_list_counts_what_the_page_shows(family, chen, wang, log_in):
    a_proof(person_mark=bytes(family.far.person_mark), name="张小军", status="verified")
    an_entitlement(enrolment=family.near)
    counts = ("child_count", "pupil_count", "elsewhere_count", "unaided_count")
    county, mine = (log_in(user).get(LIST).context["list"].page.rows for user in (chen, wang))
    assert [getattr(county[0], name) for name in counts] == [3, 2, 1, 1]
    assert [getattr(mine[0], name) for name in counts] == [3, 1, 0, 0]
    assert (county[0].shown_head, mine[0].shown_head) == ("张大山", "张*山")


def test_the_list_is_narrowed_by_town_school_children_proofs_and_missing_aid(family, chen, zhao_school, log_in):
    another_house("H9")
    a_proof(person_mark=bytes(family.far.person_mark), name="张小军", status="verified")
    an_entitlement(enrolment=family.near)
    an_entitlement(enrolment=family.next_door)
    client = log_in(chen)
    assert set(numbers(client)) == {NUMBER, "H9"}
    for query in ({"town": TOWN}, {"school": zhao_school.name}, {"children": "3"}, {"elsewhere": "verified"}):
        assert numbers(client, **query) == [NUMBER], query
    assert numbers(client, aid="missing") == ["H9"]
    assert numbers(client, elsewhere="submitted") == []
    assert numbers(client, children="4") == []


def test_a_household_without_a_child_is_on_no_list(family, chen, log_in):
    a_member(family.release, "孤老", "户主", household_number="H8", birth_date=date(1950, 1, 1))
    assert numbers(log_in(chen)) == [NUMBER]


def test_asking_for_a_name_finds_out_no_more_than_looking(family, chen, wang, log_in):
    assert numbers(log_in(chen), name="张小红") == [NUMBER]
    assert numbers(log_in(wang), name="张小明") == [NUMBER]
    assert numbers(log_in(wang), name="张小红") == []


def test_the_pages_cost_the_same_for_many_as_for_one(family, chen, log_in, school):
    client = log_in(chen)

    def asked(address):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(address)
        return len(found)

    before = [asked(LIST), asked(family.address)]
    for number in range(4):
        another_house(f"H{number}", school=school)
        on_list(a_child(school), family.release, relation="之子")
        a_member(family.release, f"张{number}", "之父", person_mark=an_index())
    assert [asked(LIST), asked(family.address)] == before


def test_the_file_is_the_list(family, chen, log_in, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.FILES_DIR = tmp_path / "files"
    another_house("H9")
    client = log_in(chen)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/exports/households/", {"query": "children=2", "format": "xlsx", "masked": "yes"})
    assert rows_of(latest()) == [(NUMBER, "张大山", TOWN, "西街村", 3, 2, 0, 2)]
