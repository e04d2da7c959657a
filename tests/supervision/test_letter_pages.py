"""The pages of the letters: what each person sees and may do, and that every number leads to as many rows."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from aid_portal.exporting import ExportQuery, export_named
from aid_portal.models import AuditEvent, OrgUnit, User
from supervision.actions import letters, signings
from supervision.choices import LetterLevel, LetterStatus
from supervision.models import LetterTemplate, ResponsibilityLetter
from tests.factories.letters import a_letter_template, parties
from tests.factories.portal import a_school
from tests.factories.students import an_enrolment
from tests.papers import text_of
from tests.waits import waits

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]


@pytest.fixture
def made(school: OrgUnit, zhao_school: OrgUnit, chen: User) -> LetterTemplate:
    for name in ("1班", "2班"):
        an_enrolment(school=school, class_name=name)
    an_enrolment(school=zhao_school)
    template = a_letter_template()
    letters.make(template=template, by=chen)
    own = template.letters.get(label="城关第一小学")
    signings.sign(letters={own.pk: parties()}, by=chen)
    return template


def the(label: str, unit: str = "城关第一小学") -> ResponsibilityLetter:
    return ResponsibilityLetter.objects.get(label=label, unit__name=unit)


def test_every_number_of_the_year_leads_to_as_many_letters(made: LetterTemplate, chen: User, log_in: LogIn) -> None:
    client = log_in(chen)
    for page in (made.get_absolute_url(), f"{made.get_absolute_url()}?town=610324100"):
        numbers = re.findall(r'<a href="([^"]*letters/[^"]*)">([0-9]+)</a>', client.get(page).content.decode())
        assert len(numbers) > 6
        for address, number in numbers:
            listed = client.get(address.replace("&amp;", "&")).context["list"].page
            assert len(listed.rows) == int(number), address


def test_a_school_sees_its_own_letters_only(made: LetterTemplate, wang: User, zhao: User, log_in: LogIn) -> None:
    client = log_in(wang)
    listed = client.get(reverse("supervision:letter-list")).context["list"].page.rows
    assert {row.unit.name for row in listed} == {"城关第一小学"}
    other = the("城关第二小学", "城关第二小学")
    for address in (other.get_absolute_url(), f"{reverse('supervision:letters-sign')}?letter={other.pk}"):
        assert client.get(address).status_code == 404
    assert client.post(reverse("supervision:letter-scan", args=[other.pk])).status_code == 404


def test_a_school_enters_a_letter_with_its_scan(made: LetterTemplate, wang: User, log_in: LogIn) -> None:
    client, grade = log_in(wang), the("三年级")
    page = client.get(f"{reverse('supervision:letters-sign')}?letter={grade.pk}")
    assert page.context["form"]["party_a"].value() == "李校长"  # who signed with the bureau signs with the grade
    told = {
        "signed_on": "2022-03-05", "party_a": "李校长", f"b_{grade.pk}": "周组长", f"p_{grade.pk}": "年级组长",
        "scan": SimpleUploadedFile("三年级.pdf", b"%PDF-1.7 scanned"),
    }  # fmt: skip
    assert client.post(f"{reverse('supervision:letters-sign')}?letter={grade.pk}", told).status_code == 302
    grade.refresh_from_db()
    assert (grade.status, grade.party_b, grade.scan.unit) == (LetterStatus.SIGNED, "周组长", grade.unit)
    handed = client.post(reverse("supervision:letter-scan", args=[grade.pk]))
    assert b"".join(handed.streaming_content) == b"%PDF-1.7 scanned"


def test_the_names_of_the_last_letter_with_the_bureau_are_offered(made: LetterTemplate, chen: User, log_in: LogIn) -> None:
    """Not those of a teaching point with its school."""
    point = the("城关第一小学")
    other = ResponsibilityLetter.objects.create(
        template=made,
        unit=a_school("2161324901", "东坡教学点", parent=point.unit),
        level=LetterLevel.UNIT,
        label="东坡教学点",
        above=point,
    )
    signings.sign(letters={other.pk: parties(party_a="李校长")}, by=chen)
    page = log_in(chen).get(f"{reverse('supervision:letters-sign')}?letter={the('城关第二小学', '城关第二小学').pk}")
    assert page.context["form"]["party_a"].value() == "冯局长"


def test_a_letter_is_printed_for_both_hands(made: LetterTemplate, wang: User, log_in: LogIn) -> None:
    answer = log_in(wang).post(reverse("supervision:letter-pdf", args=[the("三年级1班").pk]))
    words = text_of(answer.content)
    for told in ("食品安全目标责任书", "城关第一小学三年级1班", "城关第一小学三年级", "落实陪餐制度", "责任人签名"):
        assert told in words
    assert AuditEvent.objects.filter(event="supervision.letter.printed").count() == 1
    other = the("城关第二小学", "城关第二小学")
    assert log_in(wang).post(reverse("supervision:letter-pdf", args=[other.pk])).status_code == 404


def test_a_file_that_is_no_scan_is_not_taken(made: LetterTemplate, wang: User, log_in: LogIn) -> None:
    grade = the("三年级")
    told = {"signed_on": "2022-03-05", "party_a": "李校长", f"b_{grade.pk}": "周组长"}
    told["scan"] = SimpleUploadedFile("三年级.pdf", b"<html>")
    page = log_in(wang).post(f"{reverse('supervision:letters-sign')}?letter={grade.pk}", told)
    assert "内容与后缀不符" in page.content.decode()
    grade.refresh_from_db()
    assert grade.status == LetterStatus.UNSIGNED


def test_ticked_letters_are_entered_on_one_page(made: LetterTemplate, wang: User, log_in: LogIn) -> None:
    signings.sign(letters={the("三年级").pk: parties()}, by=wang)
    client, classes = log_in(wang), [the("三年级1班"), the("三年级2班")]
    answer = client.post(reverse("supervision:letters-choose"), {"selected": [each.pk for each in classes]})
    assert [each for each, _name, _post in client.get(answer.url).context["form"].rows] == classes
    told = {"signed_on": "2022-03-06", "party_a": "周组长", **{f"b_{each.pk}": f"班主任{each.pk}" for each in classes}}
    client.post(answer.url, told)
    assert the("三年级2班").party_b == f"班主任{classes[1].pk}"


def test_letters_of_two_parties_are_not_entered_together(made: LetterTemplate, chen: User, log_in: LogIn) -> None:
    ticked = [the("三年级").pk, the("三年级1班").pk]
    answer = log_in(chen).post(reverse("supervision:letters-choose"), {"selected": ticked}, follow=True)
    assert "同一个甲方" in answer.content.decode()


def test_the_menu_counts_the_letters_whose_turn_has_come(made: LetterTemplate, wang: User, sun: User) -> None:
    assert waits(wang, "letter-sign") == 1  # the grade: its classes wait for it
    assert waits(sun, "letter-sign") == 0  # who only reads has nothing to do


def test_nothing_ticked_says_so(made: LetterTemplate, wang: User, log_in: LogIn) -> None:
    answer = log_in(wang).post(reverse("supervision:letters-choose"), {}, follow=True)
    assert "请勾选" in answer.content.decode()


def test_only_the_bureau_says_what_is_due(made: LetterTemplate, wang: User, chen: User, log_in: LogIn) -> None:
    letter = the("三年级2班")
    withdraw, restore = (reverse(f"supervision:letter-{deed}", args=[letter.pk]) for deed in ("withdraw", "restore"))
    assert log_in(wang).post(withdraw, {"note": "已撤班"}).status_code == 403
    log_in(chen).post(withdraw, {"note": "已撤班"})
    letter.refresh_from_db()
    assert letter.status == LetterStatus.WITHDRAWN
    assert "说明：已撤班" in log_in(chen).get(letter.get_absolute_url()).content.decode()
    log_in(chen).post(restore, {"note": "没有撤"})
    letter.refresh_from_db()
    assert letter.status == LetterStatus.UNSIGNED


def test_a_post_is_added_below_a_school(made: LetterTemplate, chen: User, log_in: LogIn) -> None:
    own = the("城关第一小学")
    told = {"level": LetterLevel.POST, "label": "食堂管理员", "note": "新聘"}
    log_in(chen).post(reverse("supervision:letter-add", args=[own.pk]), told)
    assert the("食堂管理员").above == own


def test_a_letter_says_which_one_must_be_signed_first(made: LetterTemplate, wang: User, log_in: LogIn) -> None:
    page = log_in(wang).get(the("三年级1班").get_absolute_url()).content.decode()
    assert "上一级“城关第一小学 三年级”还没有签订" in page
    assert "登记签订</a>" not in page


def test_a_signed_letter_is_taken_back_with_a_reason(made: LetterTemplate, wang: User, log_in: LogIn) -> None:
    own = the("城关第一小学")
    address = reverse("supervision:letter-unsign", args=[own.pk])
    log_in(wang).post(address, {"note": ""})
    own.refresh_from_db()
    assert own.status == LetterStatus.SIGNED
    log_in(wang).post(address, {"note": "登记错了"})
    own.refresh_from_db()
    assert own.status == LetterStatus.UNSIGNED


def test_a_template_is_drafted_changed_and_copied(chen: User, log_in: LogIn) -> None:
    client = log_in(chen)
    told = {
        "year": "2022", "subject": "aid", "title": "学生资助目标责任书", "levels": ["unit", "post"],
        "posts": "资助专干\n\n资助专干", "duties_all": "应助尽助\n不漏一人", "duties_post": "按时报送",
    }  # fmt: skip
    client.post(reverse("supervision:letter-template-add"), told)
    template = LetterTemplate.objects.get()
    assert template.posts == ["资助专干"]
    assert template.duties_of("post") == ["应助尽助", "不漏一人", "按时报送"]
    client.post(reverse("supervision:letter-template-change", args=[template.pk]), told | {"title": "资助目标责任书"})
    client.post(reverse("supervision:letter-template-copy", args=[template.pk]))
    assert LetterTemplate.objects.get(year=2023).title == "资助目标责任书"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"levels": ["class"]}, "责任书从县局签起"),
        ({"levels": ["unit", "post"]}, "请写出岗位"),
        ({"posts": "食堂管理员"}, "请同时勾选"),
        ({"duties_all": ""}, "至少写一条责任"),
        ({"posts": "岗" * 21}, "这一条太长"),
    ],
)
def test_a_template_that_cannot_be_signed_is_not_saved(wrong: dict, told: str, chen: User, log_in: LogIn) -> None:
    good = {"year": "2022", "subject": "aid", "title": "资助责任书", "levels": ["unit"], "duties_all": "应助尽助"}
    page = log_in(chen).post(reverse("supervision:letter-template-add"), good | wrong)
    assert told in page.content.decode()
    assert not LetterTemplate.objects.exists()


def test_the_file_of_the_unsigned_has_the_rows_of_the_screen(made: LetterTemplate, chen: User, wang: User) -> None:
    spec = export_named("responsibility_letters")
    found = spec.filterset_class(QueryDict("state=unsigned&level=class"), spec.queryset(ExportQuery(user=chen))).rows
    assert [row[:7] for row in spec.rows(found)] == [
        (2022, "food", "2161324001", "城关第一小学", "class", "三年级1班", "unsigned"),
        (2022, "food", "2161324001", "城关第一小学", "class", "三年级2班", "unsigned"),
        (2022, "food", "2161324002", "城关第二小学", "class", "三年级1班", "unsigned"),
    ]
    own = spec.queryset(ExportQuery(user=wang))
    assert {row[3] for row in spec.rows(own)} == {"城关第一小学"}
    assert spec.totals(own) == [("份数", "已签订1份，应签订4份")]
    assert spec.queryset(ExportQuery(year="2021")).count() == 0


def test_the_api_signs_within_the_own_school(made: LetterTemplate, wang: User, log_in: LogIn) -> None:
    client, grade = log_in(wang), the("三年级")
    told = {"signed_on": "2022-03-05", "party_a": "李校长", "party_b": "周组长"}
    answer = client.post(reverse("api-letter-sign", args=[grade.pk]), told, content_type="application/json")
    assert (answer.status_code, answer.json()["status"]) == (200, "signed")
    other = the("城关第二小学", "城关第二小学")
    answer = client.post(reverse("api-letter-sign", args=[other.pk]), told, content_type="application/json")
    assert answer.status_code == 404
    answer = client.get(reverse("api-letter-template-detail", args=[made.pk]))
    assert (answer.json()["due"], answer.json()["signed"]) == (4, 2)
    answer = client.post(reverse("api-letter-unsign", args=[grade.pk]), {"note": "登记错了"}, content_type="application/json")
    assert answer.json()["status"] == "unsigned"


def test_the_api_drafts_and_makes(made: LetterTemplate, chen: User, log_in: LogIn) -> None:
    told = {"year": 2022, "subject": "aid", "title": "资助责任书", "levels": ["unit"], "duties": {"all": ["应助尽助"]}}
    client = log_in(chen)
    answer = client.post(reverse("api-letter-template-list"), told, content_type="application/json")
    assert answer.status_code == 201
    answer = client.post(reverse("api-letter-template-make", args=[answer.json()["id"]]))
    assert answer.json()["due"] == 3
    letter = the("三年级2班")
    for deed, state in (("withdraw", "withdrawn"), ("restore", "unsigned")):
        answer = client.post(reverse(f"api-letter-{deed}", args=[letter.pk]), {"note": "说明"}, content_type="application/json")
        assert answer.json()["status"] == state
