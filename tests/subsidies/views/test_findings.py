"""The page of findings: a double enrolment shown to both schools, the rest to the own one."""

import pytest

from tests.factories.students import a_determination
from tests.factories.subsidies import a_finding
from tests.subsidies.county import a_child, check

pytestmark = pytest.mark.django_db
LIST = "/subsidies/findings/?term=2022A"


def page_of(client, address=LIST):
    return client.get(address).content.decode()


@pytest.fixture
def twice(school, zhao_school):
    """A child at wang's school and, accepted later, at zhao's."""
    first = a_child(school, name="双学籍")
    a_child(zhao_school, student=first.student, name="双学籍")
    return check()


def test_strangers_and_administrators_do_not_see_findings(client, log_in, system_admin):
    assert client.get(LIST).status_code == 302
    assert log_in(system_admin).get(LIST).status_code == 403


@pytest.mark.usefixtures("twice")
def test_a_double_enrolment_is_shown_to_both_schools(log_in, wang, zhao):
    for user in (wang, zhao):
        page = page_of(log_in(user))
        assert "双学籍" in page
        assert "同一学生在城关第二小学也有在读记录" in page


def test_other_findings_are_not_the_neighbour_s(log_in, wang, zhao, school):
    child = a_child(school, "DIS_PARENT", name="待认定的孩子")
    check()
    assert child.name in page_of(log_in(wang))
    assert child.name not in page_of(log_in(zhao))


def test_the_sentence_says_categories_in_words(log_in, chen, school):
    a_child(school, "DIS_PARENT")
    check()
    assert "有家庭经济困难残疾人子女身份，但本学年没有认定档次" in page_of(log_in(chen))


def test_a_finding_put_right_is_cleared_by_the_next_run_and_can_be_looked_up(log_in, chen, school):
    child = a_child(school, "MON_EDGE", name="档次偏低的孩子")
    known = {"registry_index": child.registry_index, "name_key": child.name_key, "name": child.name}
    determination = a_determination(**known, tier="general")
    first = check()
    client = log_in(chen)
    assert "档次偏低的孩子" in page_of(client)
    determination.tier = "severe"
    determination.save()
    second = check()
    assert "档次偏低的孩子" not in page_of(client)
    assert f"自#{first.pk}，#{second.pk}消除" in page_of(client, f"{LIST}&state=cleared")


@pytest.mark.usefixtures("twice")
@pytest.mark.parametrize(
    "query", ["code=double_enrolment", "school=城关第一", "town=610324100", "name=双", "state=all", "sort=name"]
)
def test_findings_are_found_by_code_school_town_and_name(query, log_in, chen):
    assert "双学籍" in page_of(log_in(chen), f"{LIST}&{query}")


@pytest.mark.usefixtures("twice")
@pytest.mark.parametrize("query", ["code=tier_low", "school=城关第三", "name=单", "state=cleared", "term=2022S"])
def test_and_not_by_others(query, log_in, chen):
    assert "双学籍" not in page_of(log_in(chen), f"/subsidies/findings/?term=2022A&{query}")


def test_the_list_costs_the_same_for_one_and_for_thirty(log_in, chen, django_assert_max_num_queries):
    client = log_in(chen)
    a_finding()
    client.get(LIST)
    for _ in range(30):
        a_finding()
    with django_assert_max_num_queries(13):
        assert "共 <strong>31</strong> 条" in page_of(client)


def test_nothing_found_is_good_news(log_in, chen):
    assert "没有待处理的发现" in page_of(log_in(chen), "/subsidies/findings/")
