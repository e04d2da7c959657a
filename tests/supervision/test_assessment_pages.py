"""The pages of the assessment: the bureau makes it, another person publishes it, a school then sees its own sheet."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from aid_portal.models import OrgUnit, User
from supervision.actions import assessments, letters, signings
from supervision.choices import AssessmentStatus
from supervision.models import Assessment, UnitAssessment
from tests.factories.letters import a_letter_template, parties
from tests.waits import waits

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]


@pytest.fixture
def draft(school: OrgUnit, zhao_school: OrgUnit, chen: User) -> Assessment:
    template = a_letter_template(levels=["unit"])
    letters.make(template=template, by=chen)
    signings.sign(letters={template.letters.get(unit=school).pk: parties()}, by=chen)
    return assessments.compute(assessment=assessments.begin(year=2022, title="资助考核", by=chen), by=chen)


def at(name: str, *keys: object) -> str:
    return reverse(f"supervision:{name}", args=keys)


def sheet_of(unit: OrgUnit) -> UnitAssessment:
    return UnitAssessment.objects.get(unit=unit)


def test_a_year_goes_from_its_weights_to_its_ranks(
    school: OrgUnit, zhao_school: OrgUnit, chen: User, lin: User, log_in: LogIn
) -> None:
    maker, publisher = log_in(chen), log_in(lin)
    maker.post(at("assessment-begin"), {"year": "2022", "title": "资助考核"})
    assessment = Assessment.objects.get()
    weights = {f"weight_{each.code}": "0" for each in assessment.indicators.all()} | {"weight_leadership": "99"}
    assert "应为100分" in maker.post(at("assessment-weights", assessment.pk), weights).content.decode()
    maker.post(at("assessment-weights", assessment.pk), weights | {"weight_leadership": "100"})
    maker.post(at("assessment-compute", assessment.pk))
    maker.post(at("assessment-submit", assessment.pk))
    assert waits(lin, "assessment-publish") == 1
    publisher.post(at("assessment-send-back", assessment.pk), {"note": "补充佐证"})
    assert "退回意见：补充佐证" in maker.get(assessment.get_absolute_url()).content.decode()
    maker.post(at("assessment-submit", assessment.pk))
    assert maker.post(at("assessment-publish", assessment.pk)).status_code == 403
    publisher.post(at("assessment-publish", assessment.pk))
    assessment.refresh_from_db()
    assert assessment.status == AssessmentStatus.PUBLISHED
    assert waits(lin, "assessment-publish") == 0


def test_the_list_shows_to_a_school_only_what_was_published(draft: Assessment, chen: User, wang: User, log_in: LogIn) -> None:
    assert "资助考核" in log_in(chen).get(at("assessment-list")).content.decode()
    assert "资助考核" not in log_in(wang).get(at("assessment-list")).content.decode()


def test_a_sheet_says_how_each_mark_came_about(draft: Assessment, school: OrgUnit, chen: User, log_in: LogIn) -> None:
    client, sheet = log_in(chen), sheet_of(school)
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "已签订的目标责任书 ÷ 应签订的目标责任书" in page
    assert "1 / 1" in page
    link = at("letter-list") + f"?year=2022&amp;code={school.code}&amp;state=due"
    assert link in page
    assert len(client.get(link.replace("&amp;", "&")).context["list"].page.rows) == 1


def test_a_mark_is_put_right_on_the_sheet(draft: Assessment, zhao_school: OrgUnit, chen: User, lin: User, log_in: LogIn) -> None:
    sheet = sheet_of(zhao_school)
    address = at("unit-assessment-adjust", sheet.pk, "leadership")
    assert log_in(lin).post(address, {"points": "3", "reason": "已补签"}).status_code == 403
    log_in(chen).post(address, {"points": "3", "reason": ""})
    assert sheet_of(zhao_school).total == 0
    log_in(chen).post(address, {"points": "3.00", "reason": "已补签"})
    assert sheet_of(zhao_school).total == 3
    assert "调整理由：已补签" in log_in(lin).get(sheet.get_absolute_url()).content.decode()


def test_a_school_sees_its_own_sheet_once_it_is_published(
    draft: Assessment, school: OrgUnit, zhao_school: OrgUnit, wang: User, chen: User, lin: User, log_in: LogIn
) -> None:
    client = log_in(wang)
    own, other = sheet_of(school).get_absolute_url(), sheet_of(zhao_school).get_absolute_url()
    assert client.get(own).status_code == client.get(draft.get_absolute_url()).status_code == 404
    assessments.submit(assessment=draft, by=chen)
    assessments.publish(assessment=draft, by=lin)
    assert client.get(own).status_code == 200
    assert client.get(other).status_code == 404
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "城关第一小学" in page
    assert "城关第二小学" not in page


def test_the_workbook_has_the_units_that_one_may_see(draft: Assessment, chen: User, log_in: LogIn) -> None:
    answer = log_in(chen).post(at("assessment-result", draft.pk))
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [(row[1], row[-1]) for row in rows if row[1] in ("城关第一小学", "城关第二小学")] == [
        ("城关第一小学", 100), ("城关第二小学", 0),
    ]  # fmt: skip


def test_the_api_has_the_same_verbs(school: OrgUnit, chen: User, lin: User, wang: User, log_in: LogIn) -> None:
    maker, publisher = log_in(chen), log_in(lin)
    made = maker.post(reverse("api-assessment-list"), {"year": 2022, "title": "考核"}, content_type="application/json").json()
    for verb in ("compute", "submit"):
        assert maker.post(reverse(f"api-assessment-{verb}", args=[made["id"]])).status_code == 200
    back = reverse("api-assessment-send-back", args=[made["id"]])
    assert publisher.post(back, {"note": "补充"}, content_type="application/json").json()["status"] == "draft"
    maker.post(reverse("api-assessment-submit", args=[made["id"]]))
    assert log_in(wang).get(reverse("api-unit-assessment-list")).json()["results"] == []
    publisher.post(reverse("api-assessment-publish", args=[made["id"]]))
    [sheet] = log_in(wang).get(reverse("api-unit-assessment-list")).json()["results"]
    assert (sheet["unit"], len(sheet["marks"])) == (school.code, 18)
