"""Words, sequences and template of notices over the API, by the rules of the page of settings."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from supervision.models import IssueWord, NoticeTemplate
from supervision.sheets import rectification_notices
from tests.factories import notices as given
from tests.factories import supervision as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
WORDS, TEMPLATES = "/api/issue-words/", "/api/notice-templates/"
JSON = {"content_type": "application/json"}


def test_a_word_is_set_changed_retired_and_its_numbers_go_on_from_paper(log_in):
    lin, word = log_in(make.lin()), IssueWord.objects.get(word="扶教体督")
    taken = {"name": "扶教体档", "label": "档案", "themes": ["records"]}
    assert lin.post(WORDS, taken, **JSON).json()["code"] == "theme_taken"
    assert "不带括号" in str(lin.post(WORDS, taken | {"name": "扶教〔档〕"}, **JSON).json())
    changed = lin.post(f"{WORDS}{word.pk}/change/", {"name": "扶教体督", "label": "督查", "themes": ["aid"]}, **JSON)
    assert (changed.status_code, changed.json()["themes"]) == (200, ["aid"])
    assert lin.post(WORDS, taken, **JSON).status_code == 201
    assert lin.post(f"{WORDS}{word.pk}/paper/", {"year": 2022, "last": 15}, **JSON).status_code == 200
    assert str(given.issued()) == "扶教体督〔2022〕16号"
    told = {"word": "扶教体督", "year": 2022, "paper": 15, "last": 16, "voided": [], "missing": []}
    assert lin.get(f"{WORDS}sequences/").json() == [told]
    assert lin.post(f"{WORDS}{word.pk}/retire/").json()["retired_on"] is not None
    assert lin.post(f"{WORDS}{word.pk}/retire/").json()["retired_on"] is None


def test_only_a_signer_sets_words_and_a_unit_sees_none_of_it(log_in):
    han, wang = log_in(make.han()), log_in(make.an_officer())
    assert han.post(WORDS, {"name": "扶教体档", "label": "档案", "themes": ["records"]}, **JSON).status_code == 403
    assert han.get(WORDS).json()["count"] == IssueWord.objects.count()
    assert [wang.get(each).status_code for each in (WORDS, TEMPLATES)] == [403] * 2


def test_the_template_is_tried_used_and_taken_back(log_in):
    han, shipped = log_in(make.han()), rectification_notices.TEMPLATE.read_bytes()
    assert han.post(TEMPLATES, {"file": SimpleUploadedFile("模板.docx", b"no")}).status_code == 409
    made = han.post(TEMPLATES, {"file": SimpleUploadedFile("扶风模板.docx", shipped)})
    assert (made.status_code, made.json()["name"]) == (201, "扶风模板.docx")
    assert BytesIO(han.post(f"{TEMPLATES}download/").content).read(2) == b"PK"
    assert han.post(f"{TEMPLATES}restore/").json()["name"] == ""
    assert [each["name"] for each in han.get(TEMPLATES).json()["results"]] == ["", "扶风模板.docx"]
    assert NoticeTemplate.objects.current().file is None
    assert log_in(make.lin()).post(f"{TEMPLATES}restore/").status_code == 403
