"""How far the letters of a year are signed: by level, by unit, each number with the conditions of the list behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ROOT_PATH
from supervision.choices import LetterLevel, LetterStatus
from supervision.models import LetterTemplate, ResponsibilityLetter
from supervision.reports.unit_heads import heads_of

NUMBERS = {
    "due": Count("pk"),
    "signed": Count("pk", filter=Q(status=LetterStatus.SIGNED)),
    "unscanned": Count("pk", filter=Q(status=LetterStatus.SIGNED, scan=None)),
}


@dataclass(slots=True)
class Share:
    """Signed of due; `unscanned` of the signed have no scan yet."""

    due: int = 0
    signed: int = 0
    unscanned: int = 0

    def add(self, due: int, signed: int, unscanned: int) -> None:
        self.due, self.signed, self.unscanned = self.due + due, self.signed + signed, self.unscanned + unscanned

    @property
    def unsigned(self) -> int:
        return self.due - self.signed


@dataclass(slots=True)
class Row:
    """One unit, or a town with all that lies below it; `query` are its conditions in the list of letters."""

    unit: OrgUnit
    query: dict[str, str]
    opens: bool = False
    levels: dict[str, Share] = field(default_factory=dict)
    total: Share = field(default_factory=Share)


@dataclass(frozen=True, slots=True)
class Coverage:
    rows: Sequence[Row]
    levels: Mapping[str, Share]
    total: Share


def with_shares(templates: QuerySet, user: User) -> list[LetterTemplate]:
    """Templates, each with `share`: what this user may see of it."""
    found = list(templates)
    letters = ResponsibilityLetter.objects.visible_to(user).due().filter(template__in=found).order_by()
    rows = letters.values("template").annotate(**NUMBERS).values_list("template", *NUMBERS)
    shares = {pk: Share(*numbers) for pk, *numbers in rows}
    for template in found:
        template.share = shares.get(template.pk, Share())
    return found


def coverage(template: LetterTemplate, user: User, town: OrgUnit | None = None) -> Coverage:
    """By town and direct unit for who sees the county, below `town` (or in one's own units) by unit."""
    letters = ResponsibilityLetter.objects.visible_to(user).due().filter(template=template).order_by()
    if town is not None:
        letters = letters.filter(unit__path__startswith=town.path)
    folded = town is None and ROOT_PATH in user.unit_paths
    numbers = letters.values("unit", "level").annotate(**NUMBERS).values_list("unit", "level", *NUMBERS)
    levels = {level: Share() for level in LetterLevel.values if level in template.levels}
    total, rows, heads = Share(), {}, heads_of((unit for unit, *_rest in numbers), folded=folded)
    for unit, level, *found in numbers:
        row = rows.setdefault(heads[unit].pk, _row(heads[unit], folded))
        for share in (row.levels.setdefault(level, Share()), row.total, levels.setdefault(level, Share()), total):
            share.add(*found)
    return Coverage(sorted(rows.values(), key=lambda row: row.unit.path), levels, total)


def _row(unit: OrgUnit, folded: bool) -> Row:
    return Row(unit, {"town" if folded else "code": unit.code}, opens=folded)


def unsigned_above(letter: ResponsibilityLetter) -> ResponsibilityLetter | None:
    """The letter that has to be signed first, if any."""
    above = letter.above
    return above if above is not None and above.status != LetterStatus.SIGNED else None


def ready() -> Q:
    """Unsigned letters that may be signed now."""
    return Q(status=LetterStatus.UNSIGNED) & (Q(above=None) | Q(above__status=LetterStatus.SIGNED))


def signed_by(letters: QuerySet, user: User) -> ResponsibilityLetter | None:
    """The last letter that this person entered among them: its names are likely to stand on the next one too."""
    return letters.filter(status=LetterStatus.SIGNED, entered_by=user).order_by(F("entered_at").desc(), "-pk").first()


def likely_names(letters: Sequence[ResponsibilityLetter], user: User) -> dict[str, str]:
    """Party A is who signed one level above as party B; towards the bureau, who signed there the last time."""
    first = letters[0]
    if first.above is not None:
        return {"party_a": first.above.party_b, "party_a_post": first.above.party_b_post}
    known = ResponsibilityLetter.objects.visible_to(user).filter(level=LetterLevel.UNIT, above=None, template=first.template)
    last = signed_by(known, user)
    return {"party_a": last.party_a, "party_a_post": last.party_a_post} if last else {}
