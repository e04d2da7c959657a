"""Which letters are due, and how they are signed: level by level, with reasons, counted to the letter."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from aid_portal.errors import IllegalMove, Refused
from aid_portal.models import AuditEvent, OrgUnit, User
from supervision.actions import letter_templates, letters, signings
from supervision.choices import LetterLevel, LetterStatus
from supervision.models import LetterTemplate, ResponsibilityLetter
from supervision.reports.letters import coverage
from tests.factories.letters import SIGNED_ON, a_letter_template, parties
from tests.factories.portal import a_school
from tests.factories.students import an_enrolment

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.7 scanned"


@pytest.fixture
def template(school: OrgUnit, zhao_school: OrgUnit) -> LetterTemplate:
    """Wang's school has two classes of one grade, Zhao's one class; autumn is the term in force."""
    for name in ("1班", "2班", "2班"):
        an_enrolment(school=school, class_name=name)
    an_enrolment(school=zhao_school, grade=1)
    return a_letter_template()


@pytest.fixture
def made(template: LetterTemplate, chen: User) -> LetterTemplate:
    letters.make(template=template, by=chen)
    return template


def the(label: str) -> ResponsibilityLetter:
    return ResponsibilityLetter.objects.select_related("above", "unit").get(label=label)


def sign(*labels: str, by: User, **facts: object) -> None:
    for label in labels:
        signings.sign(letters={the(label).pk: parties(**facts)}, by=by)


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("责任书.pdf", SCAN)


def test_the_letters_of_a_year_are_made_from_units_and_classes(made: LetterTemplate, school: OrgUnit) -> None:
    assert list(made.letters.filter(unit=school).order_by("position").values_list("label", flat=True)) == [
        *("城关第一小学", "三年级", "三年级1班", "三年级2班")
    ]
    assert made.letters.filter(level=LetterLevel.UNIT).count() == 3  # the town and the two schools
    assert the("三年级2班").above == the("三年级")
    assert the("三年级").above == the("城关第一小学")
    assert the("城关第一小学").above is None


def test_a_teaching_point_signs_with_the_school_that_runs_it(template: LetterTemplate, school: OrgUnit, chen: User) -> None:
    a_school("2161324901", "东坡教学点", parent=school)
    letters.make(template=template, by=chen)
    assert the("东坡教学点").above == the("城关第一小学")


def test_a_closed_unit_is_not_asked(template: LetterTemplate, zhao_school: OrgUnit, chen: User) -> None:
    OrgUnit.objects.filter(pk=zhao_school.pk).update(closed_on=date(2022, 1, 1))
    letters.make(template=template, by=chen)
    assert not template.letters.filter(unit=zhao_school).exists()


def test_made_again_only_the_new_class_is_added(made: LetterTemplate, school: OrgUnit, chen: User, wang: User) -> None:
    sign("城关第一小学", by=wang)
    before = list(made.letters.order_by("pk").values())
    an_enrolment(school=school, class_name="3班")
    assert letters.make(template=made, by=chen) == 1
    assert the("三年级3班").above == the("三年级")
    assert list(made.letters.exclude(label="三年级3班").order_by("pk").values()) == before
    assert letters.make(template=made, by=chen) == 0


def test_a_renamed_unit_keeps_its_letter(made: LetterTemplate, school: OrgUnit, chen: User) -> None:
    OrgUnit.objects.filter(pk=school.pk).update(name="城关第一完全小学")
    assert letters.make(template=made, by=chen) == 0


def test_below_a_level_that_is_not_signed_one_signs_with_the_level_above_it(
    made: LetterTemplate, school: OrgUnit, chen: User
) -> None:
    for label in ("三年级1班", "三年级2班", "三年级"):
        letters.withdraw(letter=the(label), note="不分年级管理", by=chen)
    an_enrolment(school=school, class_name="3班")
    letters.make(template=made, by=chen)
    assert the("三年级3班").above == the("城关第一小学")


def test_letters_are_signed_from_the_bureau_down(made: LetterTemplate, wang: User) -> None:
    with pytest.raises(Refused, match="上一级“城关第一小学”尚未签订"):
        sign("三年级", by=wang)
    sign("城关第一小学", "三年级", "三年级1班", by=wang)
    assert the("三年级1班").status == LetterStatus.SIGNED
    assert the("三年级1班").entered_by == wang


def test_several_are_signed_together_or_none(made: LetterTemplate, wang: User) -> None:
    sign("城关第一小学", "三年级", by=wang)
    classes = {the(label).pk: parties(party_b=name) for label, name in (("三年级1班", "周老师"), ("三年级2班", "吴老师"))}
    signings.sign(letters=classes, scan=scan(), by=wang)
    assert the("三年级1班").scan == the("三年级2班").scan
    assert the("三年级2班").party_b == "吴老师"
    event = AuditEvent.objects.filter(event="supervision.letter.signed").latest("pk")
    assert event.unit_name == "城关第一小学"
    with pytest.raises(IllegalMove):
        signings.sign(letters=classes | {the("城关第二小学").pk: parties()}, by=wang)
    assert the("城关第二小学").status == LetterStatus.UNSIGNED


def test_a_letter_is_not_signed_before_the_one_above_nor_tomorrow(made: LetterTemplate, wang: User) -> None:
    sign("城关第一小学", by=wang)
    with pytest.raises(Refused, match="早于上一级"):
        sign("三年级", by=wang, signed_on=SIGNED_ON - timedelta(days=1))
    with pytest.raises(Refused, match="不能晚于今天"):
        sign("三年级", by=wang, signed_on=timezone.localdate() + timedelta(days=1))


def test_what_was_entered_wrongly_is_taken_back_from_below(made: LetterTemplate, wang: User) -> None:
    sign("城关第一小学", "三年级", by=wang)
    with pytest.raises(Refused, match="下面已签订1份"):
        signings.unsign(letter=the("城关第一小学"), note="登记错了", by=wang)
    with pytest.raises(Refused, match="请写明"):
        signings.unsign(letter=the("三年级"), note=" ", by=wang)
    letter = signings.unsign(letter=the("三年级"), note="登记错了", by=wang)
    assert (letter.status, letter.party_b, letter.signed_on, letter.note) == (LetterStatus.UNSIGNED, "", None, "登记错了")


def test_a_scan_follows_later(made: LetterTemplate, wang: User) -> None:
    with pytest.raises(Refused, match="还没有登记签订"):
        signings.attach(letters=[the("城关第一小学").pk], scan=scan(), by=wang)
    sign("城关第一小学", by=wang)
    signings.attach(letters=[the("城关第一小学").pk], scan=scan(), by=wang)
    assert the("城关第一小学").scan.name == "责任书.pdf"


def test_what_is_not_due_leaves_the_numbers_with_its_reason(made: LetterTemplate, chen: User) -> None:
    with pytest.raises(Refused, match="下面还有2份要签订"):
        letters.withdraw(letter=the("三年级"), note="不分年级管理", by=chen)
    with pytest.raises(Refused, match="请写明"):
        letters.withdraw(letter=the("三年级1班"), note="", by=chen)
    before = coverage(made, chen).total.due
    letters.withdraw(letter=the("三年级1班"), note="已撤班", by=chen)
    assert coverage(made, chen).total.due == before - 1
    letters.restore(letter=the("三年级1班"), note="没有撤", by=chen)
    assert coverage(made, chen).total.due == before


def test_a_signed_letter_is_not_unsigned_by_restoring_it(made: LetterTemplate, wang: User, chen: User) -> None:
    sign("城关第一小学", by=wang)
    with pytest.raises(Refused, match="不用恢复"):
        letters.restore(letter=the("城关第一小学"), note="恢复", by=chen)
    assert the("城关第一小学").status == "signed"


def test_nothing_is_restored_below_what_is_not_due(made: LetterTemplate, chen: User) -> None:
    for label in ("三年级1班", "三年级2班", "三年级"):
        letters.withdraw(letter=the(label), note="不分年级管理", by=chen)
    with pytest.raises(Refused, match="请先恢复上一级"):
        letters.restore(letter=the("三年级1班"), note="恢复", by=chen)


def test_a_class_that_the_rosters_do_not_know_is_added_with_a_reason(made: LetterTemplate, chen: User) -> None:
    added = letters.add(above=the("三年级"), level=LetterLevel.CLASS, label="三年级复式班", note="新开的班", by=chen)
    assert (added.above.label, added.note, added.status) == ("三年级", "新开的班", LetterStatus.UNSIGNED)
    with pytest.raises(Refused, match="已在名单里"):
        letters.add(above=the("三年级"), level=LetterLevel.CLASS, label="三年级复式班", note="再加", by=chen)


def test_coverage_counts_signed_of_due_at_each_level(made: LetterTemplate, chen: User, wang: User, bureau: OrgUnit) -> None:
    sign("城关第一小学", "三年级", "三年级2班", by=wang)
    found = coverage(made, chen)
    assert {level: (share.signed, share.due) for level, share in found.levels.items()} == {
        "unit": (1, 3), "grade": (1, 2), "class": (1, 3),
    }  # fmt: skip
    assert (found.total.signed, found.total.due, found.total.unscanned) == (3, 8, 3)
    [town] = found.rows
    assert (town.unit.name, town.total.signed, town.total.due) == ("城关街道", 3, 8)
    by_unit = coverage(made, chen, town.unit).rows
    assert [(row.unit.name, row.total.signed, row.total.due) for row in by_unit] == [
        ("城关街道", 0, 1), ("城关第一小学", 3, 4), ("城关第二小学", 0, 3),
    ]  # fmt: skip


def test_a_school_counts_its_own_letters(made: LetterTemplate, wang: User) -> None:
    found = coverage(made, wang)
    assert [row.unit.name for row in found.rows] == ["城关第一小学"]
    assert found.total.due == 4


def test_the_text_is_final_once_somebody_signed(made: LetterTemplate, chen: User, wang: User) -> None:
    facts = {name: getattr(made, name) for name in letter_templates.FIELDS}
    letter_templates.keep(template=made, facts=facts | {"title": "校园食品安全责任书"}, by=chen)
    sign("城关第一小学", by=wang)
    with pytest.raises(Refused, match="已签订1份"):
        letter_templates.keep(template=made, facts=facts | {"title": "另一个名称"}, by=chen)


def test_a_subject_is_drafted_once_a_year_and_copied_to_the_next(made: LetterTemplate, chen: User) -> None:
    facts = {name: getattr(made, name) for name in letter_templates.FIELDS}
    with pytest.raises(Refused, match="只用一份范本"):
        letter_templates.keep(facts=facts, by=chen)
    copied = letter_templates.copy(template=made, year=2023, by=chen)
    assert (copied.year, copied.duties, copied.letters.count()) == (2023, made.duties, 0)
