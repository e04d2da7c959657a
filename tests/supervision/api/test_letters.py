"""Letters, the year-end assessment and their papers over the API: what the pages do, programs do."""

import pytest
from django.core.files.base import ContentFile

from supervision.actions import assessments, letters, signings
from supervision.models import ResponsibilityLetter
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.factories.letters import a_letter_template, parties

pytestmark = pytest.mark.django_db
TEMPLATES, LETTERS, YEARS = "/api/letter-templates/", "/api/letters/", "/api/assessments/"


def post(client, address, body=None):
    return client.post(address, body or {}, content_type="application/json")


def test_a_years_text_is_changed_and_goes_on_into_the_next(log_in, chen):
    template, client = a_letter_template(levels=["unit"]), log_in(chen)
    text = {"year": 2022, "subject": template.subject, "title": "资助工作目标任务责任书", "levels": ["unit"]}
    changed = post(client, f"{TEMPLATES}{template.pk}/change/", {**text, "duties": {"all": ["按时发放。"]}})
    assert (changed.status_code, changed.json()["title"]) == (200, "资助工作目标任务责任书")
    copied = post(client, f"{TEMPLATES}{template.pk}/copy/")
    assert (copied.status_code, copied.json()["year"], copied.json()["duties"]) == (201, 2023, {"all": ["按时发放。"]})


def test_a_letter_is_added_scanned_and_printed(log_in, chen, wang, school):
    template = a_letter_template(levels=["unit", "grade"])
    letters.make(template=template, by=chen)
    letter = template.letters.get(unit=school, level="unit")
    added = post(log_in(chen), f"{LETTERS}{letter.pk}/add/", {"level": "grade", "label": "混合年级", "note": "教学点"})
    assert (added.status_code, added.json()["above"]) == (201, letter.pk)
    signings.sign(letters={letter.pk: parties()}, by=chen)
    scan = ContentFile(b"%PDF-1.7 scanned", name="责任书.pdf")
    assert log_in(wang).post(f"{LETTERS}{letter.pk}/attach/", {"file": scan}).json()["scan"] == "责任书.pdf"
    assert post(log_in(wang), f"{LETTERS}{letter.pk}/pdf/").content.startswith(b"%PDF")
    assert ResponsibilityLetter.objects.get(pk=letter.pk).scan


def test_weights_and_marks_are_put_right_until_somebody_publishes(log_in, chen, wang, school):
    template = a_letter_template(levels=["unit"])
    letters.make(template=template, by=chen)
    signings.sign(letters={template.letters.get(unit=school).pk: parties()}, by=chen)
    year, client = assessments.begin(year=2022, title="考核", by=chen), log_in(chen)
    weights = {each.code: str(each.weight) for each in year.indicators.all()}
    assert post(client, f"{YEARS}{year.pk}/weigh/", {"weights": {"leadership": "100"}}).status_code == 400
    assert post(client, f"{YEARS}{year.pk}/weigh/", {"weights": weights | {"leadership": "99"}}).status_code == 409
    assert post(client, f"{YEARS}{year.pk}/weigh/", {"weights": weights}).json()["weights"] == weights
    post(client, f"{YEARS}{year.pk}/compute/")
    address = f"/api/unit-assessments/{year.sheets.get(unit=school).pk}/adjust/"
    sent = {"indicator": "leadership", "points": "-1.00", "reason": "材料迟交"}
    assert post(log_in(wang), address, sent).status_code == 403
    marks = {each["indicator"]: each for each in post(log_in(chen), address, sent).json()["marks"]}
    assert (marks["leadership"]["points"], marks["leadership"]["reason"]) == ("-1.00", "材料迟交")
    assert post(log_in(chen), f"{YEARS}{year.pk}/result/").content.startswith(b"PK")


@pytest.mark.usefixtures("holiday_table")
def test_the_papers_of_a_notice_are_those_of_the_page(log_in, wang):
    notice, client = given.delivered(), log_in(wang)
    for name, begins in (("pdf", b"%PDF"), ("word", b"PK"), ("receipt-form", b"%PDF")):
        assert post(client, f"/api/notices/{notice.pk}/{name}/").content.startswith(begins)
    step = make.a_step(notice, kind="urge")
    assert post(client, f"/api/steps/{step.pk}/letter/").status_code == 403
    assert post(log_in(make.han()), f"/api/steps/{step.pk}/letter/").status_code == 200
