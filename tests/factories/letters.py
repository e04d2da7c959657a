"""Responsibility letters of a made-up year: one template, one school with two classes; nothing passes through an action."""

from datetime import date

from django.utils import timezone

from aid_portal.models import OrgUnit, User
from supervision.choices import LetterLevel, LetterStatus
from supervision.models import LetterTemplate, ResponsibilityLetter
from supervision.rules.signings import Parties
from tests.factories.portal import a_user

LEVELS = [LetterLevel.UNIT, LetterLevel.GRADE, LetterLevel.CLASS]
SIGNED_ON = date(2022, 3, 1)


def a_letter_template(**facts: object) -> LetterTemplate:
    defaults = {
        "year": 2022, "subject": "food", "title": "食品安全目标责任书", "levels": LEVELS, "duties": {"all": ["落实陪餐制度"]},
    }  # fmt: skip
    return LetterTemplate.objects.create(**{**defaults, "made_by": facts.pop("made_by", None) or a_user(), **facts})


def a_letter(template: LetterTemplate, unit: OrgUnit, label: str = "", **facts: object) -> ResponsibilityLetter:
    """The unit's own letter; one below another where `above` says so."""
    level = LetterLevel.CLASS if facts.get("above") else LetterLevel.UNIT
    return ResponsibilityLetter.objects.create(
        **{"template": template, "unit": unit, "level": level, "label": label or unit.name, **facts}
    )


def signed(by: User, **facts: object) -> dict:
    """What a signed letter holds."""
    return {
        "status": LetterStatus.SIGNED, "signed_on": SIGNED_ON, "party_a": "冯局长", "party_b": "李校长", "entered_by": by,
        "entered_at": timezone.now(), **facts,
    }  # fmt: skip


def parties(**facts: object) -> Parties:
    return Parties(**{"party_a": "冯局长", "party_b": "李校长", "signed_on": SIGNED_ON, **facts})
