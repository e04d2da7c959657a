"""The pages of decisions: whose eyes, which rows, what they add up to, why each one is as it is."""

import re

import pytest

from students.models import Record
from subsidies.models import Decision
from tests.factories.students import a_determination, a_release, the_term
from tests.factories.subsidies import a_decision
from tests.subsidies.county import a_child, check, listed

pytestmark = pytest.mark.django_db
LIST = "/subsidies/decisions/?term=2022A"


def page_of(client, address):
    return client.get(address.replace("&amp;", "&")).content.decode()


@pytest.fixture
def results(school, zhao_school):
    """A boarder and a day pupil with one child more at the neighbour's."""
    a_child(school, "LIFTED", name="李寄宿", boarding=True)
    a_child(school, "DIBAO_RURAL", name="王走读", grade=5)
    a_child(zhao_school, "LIFTED", name="赵邻居", boarding=True)
    return check()


def test_a_stranger_is_led_to_the_login_and_an_administrator_is_refused(client, log_in, system_admin):
    decision = a_decision()
    for address in (LIST, "/subsidies/decisions/sums/", "/subsidies/decisions/summary/", decision.get_absolute_url()):
        assert client.get(address).status_code == 302
        assert log_in(system_admin).get(address).status_code == 403


@pytest.mark.usefixtures("results")
def test_a_school_sees_its_own_and_the_neighbour_s_is_404(log_in, wang, zhao_school):
    client = log_in(wang)
    page = page_of(client, LIST)
    assert ("李寄宿" in page, "赵邻居" in page) == (True, False)
    neighbour = Decision.objects.get(school=zhao_school)
    assert client.get(neighbour.get_absolute_url()).status_code == 404
    assert "<strong>2</strong> 人次" in page_of(client, "/subsidies/decisions/sums/?term=2022A")


@pytest.mark.usefixtures("results")
@pytest.mark.parametrize(
    "query",
    [
        *("school=城关第一", "school=2161324001", "town=610324100", "stage=primary", "grade=primary-3", "programme=CE_BOARD"),
        *("category=LIFTED", "tier=severe", "boarding=true", "waiver=false", "name=寄宿", "state=live", "state=all"),
        *("sort=-amount", "sort=name", "sort=grade"),
    ],
)
def test_decisions_are_found_by_every_condition(query, log_in, chen):
    assert "李寄宿" in page_of(log_in(chen), f"{LIST}&{query}")


@pytest.mark.usefixtures("results")
@pytest.mark.parametrize(
    "query",
    [
        *("school=城关第三", "town=610324999", "stage=junior", "grade=primary-4", "programme=CE_DAY", "category=DIBAO_RURAL"),
        *("tier=none", "boarding=false", "waiver=true", "name=走读", "state=superseded"),
    ],
)
def test_and_not_by_others(query, log_in, chen):
    assert "李寄宿" not in page_of(log_in(chen), f"{LIST}&{query}")
    assert "李寄宿" not in page_of(log_in(chen), "/subsidies/decisions/?term=2022S")


@pytest.mark.usefixtures("results")
def test_the_term_looked_at_is_assumed_and_no_condition_to_take_off(log_in, chen):
    client = log_in(chen)
    client.post("/term/", {"term": "2022A", "next": "/"})
    page = page_of(client, "/subsidies/decisions/")
    assert "李寄宿" in page
    assert 'class="chips"' not in page
    assert 'name="query" value="term=2022A&amp;state=live"' in page.replace(
        "state=live&amp;term=2022A", "term=2022A&amp;state=live"
    )


def test_the_list_costs_the_same_for_one_and_for_thirty(log_in, chen, django_assert_max_num_queries):
    client = log_in(chen)
    a_decision()
    client.get(LIST)
    for _ in range(30):
        a_decision()
    with django_assert_max_num_queries(14):
        assert "共 <strong>31</strong> 条" in page_of(client, LIST)


def test_person_times_count_programmes_and_persons_count_children(log_in, chen, school):
    child = a_child(school, "MON_SUDDEN", stage="vocational", grade=1, hukou="rural")
    check()
    assert child.student.decisions.count() == 2
    said = page_of(log_in(chen), "/subsidies/decisions/sums/?term=2022A")
    for part in (
        "<strong>2</strong> 人次",
        "<strong>1</strong> 人",
        "<strong>1,800.00</strong> 元",
        "发放 1,000.00",
        "减免 800.00",
    ):
        assert part in said
    assert "同一名学生只算一人" in said


@pytest.mark.usefixtures("results")
@pytest.mark.parametrize("by", ["town", "school"])
def test_every_number_of_the_table_leads_to_a_list_with_that_number(by, log_in, chen):
    client = log_in(chen)
    found = re.findall(
        r'<td class="num"><a href="([^"]+)">(\d+)</a><small>(\d+)人 · ([\d,.]+)元',
        page_of(client, f"/subsidies/decisions/summary/?term=2022A&by={by}"),
    )
    assert len(found) == {"town": 4, "school": 6}[by]
    for address, times, children, amount in found:
        assert f"共 <strong>{times}</strong> 条" in page_of(client, address)
        sums = page_of(client, address.replace("/decisions/?", "/decisions/sums/?"))
        assert f"<strong>{times}</strong> 人次，<strong>{children}</strong> 人，<strong>{amount}</strong> 元" in sums


@pytest.mark.usefixtures("results")
def test_the_table_keeps_the_conditions_of_the_page(log_in, chen, wang):
    page = page_of(log_in(chen), "/subsidies/decisions/summary/?term=2022A&programme=CE_BOARD")
    assert re.findall(r"programme=CE_BOARD[^>]*>(\d+)</a>", page)[-1] == "2"
    assert "城关第二小学" not in page_of(log_in(wang), "/subsidies/decisions/summary/?term=2022A&by=school")


def test_the_table_costs_the_same_for_one_school_and_for_twenty(log_in, chen, django_assert_max_num_queries):
    client = log_in(chen)
    client.get("/subsidies/decisions/summary/?term=2022A&by=school")
    for _ in range(20):
        a_decision()
    with django_assert_max_num_queries(16):
        client.get("/subsidies/decisions/summary/?term=2022A&by=school")


def test_the_sentence_gives_ground_list_date_row_standard_and_document(log_in, wang, school):
    child = a_child(school)
    row = listed(child, "LIFTED", row=107)
    check()
    page = page_of(log_in(wang), child.student.decisions.get().get_absolute_url())
    assert f"《脱贫人口与监测对象》2022年9月20日数据第{row.row}行" in page
    for said in ("脱贫家庭", "2022年秋季学期符合义务教育非寄宿生生活补助的条件", "标准为每学期250.00元", "文件依据"):
        assert said in page


def test_a_disabled_guardian_s_row_is_told_from_the_child_s(log_in, chen, school):
    child = a_child(school, "DIBAO_RURAL", guardian_key="王大勇", guardian_index=bytes(32))
    disabled = a_release(kind="disabled")
    listed(child, "DIS", release=disabled, id_index=bytes(32), name="王大勇", name_key="王大勇", row=12)
    check()
    decision = child.student.decisions.get()
    assert decision.case.categories == ["DIBAO_RURAL", "DIS_PARENT"]
    assert "第12行" not in page_of(log_in(chen), decision.get_absolute_url()).partition("依据的名单记录")[0]


def test_only_who_may_see_the_lists_sees_their_rows(log_in, wang, chen, sun, school):
    child = a_child(school)
    listed(child, "LIFTED", detail="脱贫户原文")
    check()
    address = child.student.decisions.get().get_absolute_url()
    assert "脱贫户原文" not in page_of(log_in(wang), address)
    for user in (chen, sun):
        assert "脱贫户原文" in page_of(log_in(user), address)


def test_a_determined_tier_shows_the_school_s_row(log_in, chen, school):
    child = a_child(school, stage="senior", grade=1)
    a_determination(registry_index=child.registry_index, name_key=child.name_key, name=child.name, tier="general", row=33)
    check()
    page = page_of(log_in(chen), child.student.decisions.first().get_absolute_url())
    assert "学校本学年认定为家庭经济困难学生" in page
    assert "学校认定结果" in page
    assert ">33<" in page


def test_what_was_decided_before_stands_in_the_story(log_in, chen, school):
    child = a_child(school, "LIFTED")
    first = check()
    child.boarding = True
    child.save()
    Record.objects.update(categories=["LIFTED", "MON_EDGE"])
    second = check()
    gone = Decision.objects.get(superseded_by=second)
    page = page_of(log_in(chen), gone.get_absolute_url())
    assert "已被取代" in page
    assert "250.00元的结果不再有效" in page
    assert str(first) in page
    assert str(second) in page


def test_a_list_without_results_says_what_to_do(log_in, chen):
    page = page_of(log_in(chen), "/subsidies/decisions/")
    assert "资格比对完成后，应享资助的学生会列在这里" in page


def test_a_school_reads_its_own_determination_without_a_link_to_the_county_s_file(log_in, wang, chen, school):
    child = a_child(school, stage="senior", grade=1)
    found = a_determination(registry_index=child.registry_index, name=child.name, name_key=child.name_key, tier="general")
    check()
    decision = child.student.decisions.first()
    link = f"/students/releases/{found.release_id}/"
    assert "学校认定结果" in page_of(log_in(wang), decision.get_absolute_url())
    assert link not in page_of(log_in(wang), decision.get_absolute_url())
    assert link in page_of(log_in(chen), decision.get_absolute_url())


def test_sorted_by_term_spring_comes_before_autumn(log_in, chen, school):
    for term in ("2022A", "2022S"):
        a_decision(term=the_term(term), school=school)
    rows = log_in(chen).get("/subsidies/decisions/?term=all&sort=term").context["list"].page.rows
    assert [row.term_id for row in rows] == ["2022S", "2022A"]
