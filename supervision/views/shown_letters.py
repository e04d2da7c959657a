"""What the page of one letter shows: both parties, its duties, the letters above and below, what may be done."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.forms.once import OnceNoteForm
from supervision.choices import LetterLevel, LetterStatus
from supervision.forms.letters import AddLetterForm
from supervision.models import ResponsibilityLetter
from supervision.reports.letters import unsigned_above

# What may be added by hand below a letter.
BELOW = {
    LetterLevel.UNIT: (LetterLevel.GRADE, LetterLevel.CLASS, LetterLevel.POST),
    LetterLevel.GRADE: (LetterLevel.CLASS,),
}


def letter_page(letter: ResponsibilityLetter, user: User) -> dict[str, Any]:
    edits, manages = user.has(Permission.LETTER_EDIT), user.has(Permission.LETTER_MANAGE)
    signed, unsigned = letter.status == LetterStatus.SIGNED, letter.status == LetterStatus.UNSIGNED
    waits = unsigned_above(letter) if unsigned else None
    below = ResponsibilityLetter.objects.visible_to(user).for_list().filter(above=letter)
    return {
        "letter": letter,
        "facts": letter_facts(letter, user),
        "duties": letter.template.duties_of(letter.level),
        "below": below.order_by("unit__path", "position", "pk"),
        "waits": waits,
        "may_sign": edits and unsigned and waits is None,
        "may_attach": edits and signed,
        "unsign_form": OnceNoteForm() if edits and signed else None,
        "withdraw_form": OnceNoteForm() if manages and unsigned else None,
        "restore_form": OnceNoteForm() if manages and letter.status == LetterStatus.WITHDRAWN else None,
        "add_form": adding_form(letter) if manages and letter.status != LetterStatus.WITHDRAWN else None,
    }


def letter_facts(letter: ResponsibilityLetter, user: User) -> list[tuple]:
    above = letter.above
    seen = above is not None and ResponsibilityLetter.objects.visible_to(user).filter(pk=above.pk).exists()
    above_fact = (_("上一级"), str(above), above.get_absolute_url()) if seen else (_("上一级"), str(above or _("县局")))
    return [
        (_("责任书"), letter.template, letter.template.get_absolute_url()),
        (_("单位"), letter.unit),
        (_("层级"), letter.get_level_display()),
        above_fact,
        (_("甲方"), named(letter.party_a, letter.party_a_post)),
        (_("乙方"), named(letter.party_b, letter.party_b_post)),
        (_("签订日期"), figures.day(letter.signed_on) if letter.signed_on else ""),
        (_("登记人"), letter.entered_by),
        (_("登记时间"), figures.minute(letter.entered_at) if letter.entered_at else ""),
    ]


def named(name: str, post: str) -> str:
    return f"{name}（{post}）" if name and post else name


def adding_form(letter: ResponsibilityLetter, data: Any = None) -> AddLetterForm | None:
    levels = BELOW.get(LetterLevel(letter.level), ()) if letter.unit.is_school else ()
    return AddLetterForm(data, levels=levels) if levels else None
