"""What the database promises of the responsibility letters."""

import pytest

from supervision.choices import LetterLevel, LetterStatus
from tests.factories.letters import a_letter, a_letter_template, signed
from tests.factories.portal import a_school, a_user
from tests.factories.students import a_file
from tests.promises import is_kept, refused, twice

pytestmark = pytest.mark.django_db


def test_a_subject_has_one_template_a_year() -> None:
    is_kept("lettertemplate_once_a_year_and_subject", twice(a_letter_template))


def test_letters_begin_at_the_bureau() -> None:
    is_kept("lettertemplate_begins_at_the_bureau", lambda: a_letter_template(levels=[LetterLevel.CLASS]))


def test_posts_are_named_where_and_only_where_posts_sign() -> None:
    posts = [LetterLevel.UNIT, LetterLevel.POST]
    is_kept("lettertemplate_posts_iff_signed_by_post", lambda: a_letter_template(levels=posts))
    is_kept("lettertemplate_posts_iff_signed_by_post", lambda: a_letter_template(posts=["食堂管理员"]))


def test_a_place_has_one_letter() -> None:
    is_kept("responsibilityletter_once_a_place", twice(a_letter, template=a_letter_template(), unit=a_school()))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("responsibilityletter_signed_iff_dated", {"signed_on": None}),
        ("responsibilityletter_signed_iff_entered", {"entered_at": None, "entered_by": None}),
        ("responsibilityletter_entry_has_its_person", {"entered_by": None}),
        ("responsibilityletter_signed_by_two_parties", {"party_b": ""}),
    ],
)
def test_a_signed_letter_says_who_signed_and_when(name: str, facts: dict) -> None:
    is_kept(name, lambda: a_letter(a_letter_template(), a_school(), **signed(a_user(), **facts)))


def test_only_what_is_signed_has_a_scan() -> None:
    is_kept("responsibilityletter_scanned_only_when_signed", lambda: a_letter(a_letter_template(), a_school(), scan=a_file()))


def test_what_is_not_due_says_why() -> None:
    withdrawn = {"status": LetterStatus.WITHDRAWN}
    is_kept("responsibilityletter_withdrawn_says_why", lambda: a_letter(a_letter_template(), a_school(), **withdrawn))


def test_a_class_stands_below_something() -> None:
    is_kept(
        "responsibilityletter_below_unit_has_one_above",
        lambda: a_letter(a_letter_template(), a_school(), level=LetterLevel.CLASS),
    )


def test_nobody_signs_before_the_level_above() -> None:
    template, school, by = a_letter_template(), a_school(), a_user()
    above = a_letter(template, school)
    refused("letter_is_signed_level_by_level", lambda: a_letter(template, school, "1班", above=above, **signed(by)))


def test_nobody_takes_back_what_others_have_signed_upon() -> None:
    template, school, by = a_letter_template(), a_school(), a_user()
    above = a_letter(template, school, **signed(by))
    a_letter(template, school, "1班", above=above, **signed(by))
    above.status, above.signed_on, above.entered_at, above.entered_by = LetterStatus.UNSIGNED, None, None, None
    refused("letter_stays_signed_above_signed_ones", above.save)


def test_the_text_that_was_signed_stays() -> None:
    template = a_letter_template()
    a_letter(template, a_school(), **signed(a_user()))
    template.duties = {"all": ["另一条"]}
    refused("letter_template_is_final_once_signed", template.save)
