"""letter: the paper that both sides sign, made for the moment, and a record that it was."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit, User
from supervision.choices import LetterLevel, LetterStatus
from supervision.models import ResponsibilityLetter
from supervision.reports.letters import likely_names
from supervision.sheets.responsibility_letters import Party, PrintedLetter, pdf

CONTENT_TYPE = "application/pdf"


@transaction.atomic
def letter(*, letter: ResponsibilityLetter, by: User) -> tuple[str, bytes, str]:
    """Name, bytes and kind; unsigned it has the known names and room for the hands, signed it says what was entered."""
    name = _("%(template)s_%(letter)s.pdf") % {"template": letter.template, "letter": letter}
    audit.record("supervision.letter.printed", by=by, target=letter, unit=letter.unit, after={"file": name})
    return name, pdf(printed(letter, by)), CONTENT_TYPE


def printed(letter: ResponsibilityLetter, by: User) -> PrintedLetter:
    template, bureau = letter.template, OrgUnit.objects.get(kind=OrgKind.BUREAU)
    known = {"party_a": letter.party_a, "party_a_post": letter.party_a_post}
    known = known if letter.status == LetterStatus.SIGNED else likely_names([letter], by)
    preamble = _("为落实%(subject)s工作责任，甲乙双方就%(year)s年度工作签订本责任书，共同遵守。")
    return PrintedLetter(
        agency=bureau.name,
        year=template.year,
        level=str(letter.get_level_display()),
        title=template.title,
        first=Party(_asking(letter, bureau), known.get("party_a", ""), known.get("party_a_post", "")),
        second=Party(_place(letter), letter.party_b, letter.party_b_post),
        items=template.duties_of(letter.level),
        preamble=preamble % {"subject": template.get_subject_display(), "year": template.year},
        signed_on=letter.signed_on,
        made_at=timezone.now(),
    )


def _asking(letter: ResponsibilityLetter, bureau: OrgUnit) -> str:
    """Party A: the bureau, or who signed one level above as party B."""
    return _place(letter.above) if letter.above else bureau.name


def _place(letter: ResponsibilityLetter) -> str:
    return letter.unit.name if letter.level == LetterLevel.UNIT else f"{letter.unit.name}{letter.label}"
