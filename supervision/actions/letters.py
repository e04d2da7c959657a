"""make, add, withdraw, restore: which responsibility letters are due in a year."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from supervision.choices import LetterLevel, LetterStatus
from supervision.models import LetterTemplate, ResponsibilityLetter
from supervision.reports.letter_places import classes_by_school, units_due
from supervision.rules.letter_places import POSTS_FROM, Place, places_of

Known = dict[tuple[int, str, str], ResponsibilityLetter]


@transaction.atomic
def make(*, template: LetterTemplate, by: User) -> int:
    """Letters for every unit, grade, class and post that has none yet; what is there stays. Answers how many are new."""
    template = LetterTemplate.objects.locked().get(pk=template.pk)
    known: Known = {(each.unit_id, each.level, each.label): each for each in template.letters.select_related("above")}
    due = list(_due(template))
    made = _make_units(template, [unit for unit, _places in due], known)
    for level in (LetterLevel.GRADE, LetterLevel.CLASS, LetterLevel.POST):
        wanted = [(unit, place) for unit, places in due for place in places if place.level == level]
        made += _make_level(template, wanted, known)
    audit.record("supervision.letters.made", by=by, target=template, after={"rows": made})
    return made


def _due(template: LetterTemplate) -> Iterable[tuple[OrgUnit, list[Place]]]:
    classes = classes_by_school(template.year)
    for unit in units_due():
        posts = template.posts if unit.is_school else ()
        yield unit, places_of(unit.name, template.levels, posts, classes.get(unit.pk, ()))


def _make_units(template: LetterTemplate, units: list[OrgUnit], known: Known) -> int:
    """A teaching point signs with the school that runs it, everybody else with the bureau. A renamed unit keeps its letter."""
    own = {unit: letter for (unit, level, _label), letter in known.items() if level == LetterLevel.UNIT}
    made = 0
    for points in (False, True):
        fresh = [
            ResponsibilityLetter(template=template, unit=unit, level=LetterLevel.UNIT, label=unit.name, above=_runs(unit, own))
            for unit in units
            if unit.pk not in own and (own_school(unit) is not None) is points
        ]
        own |= {letter.unit_id: letter for letter in ResponsibilityLetter.objects.bulk_create(fresh)}
        made += len(fresh)
    known |= {(unit.pk, LetterLevel.UNIT, unit.name): own[unit.pk] for unit in units}
    return made


def own_school(unit: OrgUnit) -> OrgUnit | None:
    """The school that runs a teaching point."""
    return unit.parent if unit.parent and unit.parent.is_school else None


def _runs(unit: OrgUnit, own: dict[int, ResponsibilityLetter]) -> ResponsibilityLetter | None:
    school = own_school(unit)
    return _standing(own.get(school.pk)) if school else None


def _make_level(template: LetterTemplate, wanted: list[tuple[OrgUnit, Place]], known: Known) -> int:
    fresh = {
        (unit.pk, *place.key): ResponsibilityLetter(
            template=template, unit=unit, level=place.level, label=place.label, position=place.position,
            above=_standing(known[unit.pk, *place.above]),
        )
        for unit, place in wanted
        if (unit.pk, *place.key) not in known
    }  # fmt: skip
    ResponsibilityLetter.objects.bulk_create(fresh.values(), batch_size=1000)
    known |= fresh
    return len(fresh)


def _standing(letter: ResponsibilityLetter | None) -> ResponsibilityLetter | None:
    """Below a level that is not signed here, one signs with the level above it."""
    while letter is not None and letter.status == LetterStatus.WITHDRAWN and letter.above is not None:
        letter = letter.above
    return letter


@transaction.atomic
def add(*, above: ResponsibilityLetter, level: str, label: str, note: str, by: User) -> ResponsibilityLetter:
    """A class or a post that the rosters do not know, below a letter of the same unit."""
    refuse_empty(note, _("请写明为什么增加这份责任书。"))
    above = ResponsibilityLetter.objects.locked().get(pk=above.pk)
    same = above.template.letters.filter(unit=above.unit, level=level, label=label).first()
    if same:
        words = {"letter": same, "state": same.get_status_display()}
        raise Refused(_("“%(letter)s”已在名单里（%(state)s），不用再增加。") % words, code="known", ids=[same.pk])
    if above.status == LetterStatus.WITHDRAWN:
        raise Refused(_("“%(above)s”不需签订，请先恢复上一级。") % {"above": above}, code="above_withdrawn", ids=[above.pk])
    position = POSTS_FROM + 999 if level == LetterLevel.POST else above.position + 999
    letter = ResponsibilityLetter.objects.create(
        template=above.template, unit=above.unit, level=level, label=label, position=position, above=above, note=note.strip()
    )
    audit.record("supervision.letter.added", by=by, target=letter, unit=letter.unit, note=note)
    return letter


@transaction.atomic
def withdraw(*, letter: ResponsibilityLetter, note: str, by: User) -> ResponsibilityLetter:
    """Not due here: it leaves the numbers, the reason stays to be read."""
    refuse_empty(note, _("请写明为什么不需签订。"))
    letter = ResponsibilityLetter.objects.locked().get(pk=letter.pk)
    below = letter.below.due().count()
    if below:
        message = _("“%(letter)s”下面还有%(count)s份要签订，请先处理下一级。")
        raise Refused(message % {"letter": letter, "count": below}, code="below_due", ids=[letter.pk])
    return _move(letter, LetterStatus.WITHDRAWN, note, "supervision.letter.withdrawn", by)


@transaction.atomic
def restore(*, letter: ResponsibilityLetter, note: str, by: User) -> ResponsibilityLetter:
    """Due after all."""
    refuse_empty(note, _("请写明为什么恢复签订。"))
    letter = ResponsibilityLetter.objects.locked().get(pk=letter.pk)
    if letter.status != LetterStatus.WITHDRAWN:
        raise Refused(_("“%(letter)s”要签订，不用恢复。") % {"letter": letter}, code="not_withdrawn")
    if letter.above and letter.above.status == LetterStatus.WITHDRAWN:
        raise Refused(_("“%(above)s”不需签订，请先恢复上一级。") % {"above": letter.above}, code="above_withdrawn")
    return _move(letter, LetterStatus.UNSIGNED, note, "supervision.letter.restored", by)


def _move(letter: ResponsibilityLetter, status: str, note: str, event: str, by: User) -> ResponsibilityLetter:
    letter.move_to(status)
    letter.note = note.strip()
    letter.save(update_fields=["status", "note"])
    audit.record(event, by=by, target=letter, unit=letter.unit, note=note)
    return letter
