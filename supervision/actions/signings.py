"""sign, unsign, attach: names, day and scan of responsibility letters that were signed on paper."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.actions import stored_files
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import StoredFile, User
from supervision.choices import LetterStatus
from supervision.models import ResponsibilityLetter
from supervision.rules.signings import Parties

FILE_KIND = "responsibility_letter"
NAMES = ["party_a", "party_a_post", "party_b", "party_b_post"]
SIGNED = [*NAMES, "signed_on", "status", "scan", "entered_by", "entered_at", "note"]
NOTHING = {"party_a": "", "party_a_post": "", "party_b": "", "party_b_post": "", "signed_on": None, "scan": None}


@transaction.atomic
def sign(*, letters: Mapping[int, Parties], scan: File | StoredFile | None = None, by: User) -> Sequence[ResponsibilityLetter]:
    """Letters by key, all or none; one scan may show several. Each must have a signed one above it, earlier or on the day."""
    found = _locked_with_above(letters)
    for letter in found:
        parties = letters[letter.pk]
        _refuse_before_above(letter, parties.signed_on)
        letter.move_to(LetterStatus.SIGNED)
        for name in (*NAMES, "signed_on"):
            setattr(letter, name, getattr(parties, name))
    kept = _keep(scan, found, by) if isinstance(scan, File) else scan
    _write(found, {"scan": kept, "entered_by": by, "entered_at": timezone.now(), "note": ""})
    _record_signed(found, by)
    return found


def _locked_with_above(keys: Collection[int]) -> Sequence[ResponsibilityLetter]:
    """Nobody takes back the level above while the one below is being signed."""
    asked = ResponsibilityLetter.objects.filter(pk__in=keys)
    held = ResponsibilityLetter.objects.locked().filter(Q(pk__in=keys) | Q(pk__in=asked.order_by().values("above")))
    list(held.order_by("pk").values_list("pk", flat=True))
    return list(asked.for_list().order_by("pk"))


def _write(letters: Sequence[ResponsibilityLetter], stamp: Mapping[str, object]) -> None:
    """The names first, each its own; then what makes them signed, in one go for those of a day."""
    ResponsibilityLetter.objects.bulk_update(letters, NAMES, batch_size=100)
    for day in {letter.signed_on for letter in letters}:
        ones = [letter for letter in letters if letter.signed_on == day]
        for letter in ones:
            for name, value in stamp.items():
                setattr(letter, name, value)
        keys = [letter.pk for letter in ones]
        ResponsibilityLetter.objects.filter(pk__in=keys).update(status=LetterStatus.SIGNED, signed_on=day, **stamp)


def _keep(scan: File, letters: Sequence[ResponsibilityLetter], by: User) -> StoredFile:
    return stored_files.store(source=scan, name=scan.name or "", kind=FILE_KIND, by=by, unit=letters[0].unit)


def _refuse_before_above(letter: ResponsibilityLetter, day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("“%(letter)s”的签订日期不能晚于今天。") % {"letter": letter}, code="in_future", ids=[letter.pk])
    above = letter.above
    if above is None:
        return
    if above.status != LetterStatus.SIGNED:
        message = _("“%(letter)s”还不能签订：上一级“%(above)s”尚未签订。责任书要逐级签订，请先登记上一级。")
        raise Refused(message % {"letter": letter, "above": above}, code="above_unsigned", ids=[letter.pk])
    if above.signed_on and day < above.signed_on:
        words = {"letter": letter, "above": above, "day": figures.day(above.signed_on)}
        message = _("“%(letter)s”的签订日期早于上一级“%(above)s”的%(day)s，请核对。")
        raise Refused(message % words, code="before_above", ids=[letter.pk])


def _record_signed(letters: Sequence[ResponsibilityLetter], by: User) -> None:
    """One event for the letters of a unit that are entered together."""
    by_unit: dict[tuple[int, int], list[ResponsibilityLetter]] = defaultdict(list)
    for letter in letters:
        by_unit[letter.template_id, letter.unit_id].append(letter)
    for ones in by_unit.values():
        target = ones[0] if len(ones) == 1 else ones[0].template
        after = {"label": [each.label for each in ones], "signed_on": ones[0].signed_on, "rows": len(ones)}
        audit.record("supervision.letter.signed", by=by, target=target, unit=ones[0].unit, after=after)


@transaction.atomic
def unsign(*, letter: ResponsibilityLetter, note: str, by: User) -> ResponsibilityLetter:
    """Entered wrongly: names, day and scan go, the audit log keeps them; not while somebody below has signed on it."""
    refuse_empty(note, _("请写明为什么撤销签订登记。"))
    letter = ResponsibilityLetter.objects.locked().get(pk=letter.pk)
    below = letter.below.filter(status=LetterStatus.SIGNED).count()
    if below:
        message = _("“%(letter)s”下面已签订%(count)s份，不能撤销。请先从最下一级撤起。")
        raise Refused(message % {"letter": letter, "count": below}, code="below_signed", ids=[letter.pk])
    letter.move_to(LetterStatus.UNSIGNED)
    before = {name: getattr(letter, name) for name in NOTHING if name != "scan"}
    for name, nothing in NOTHING.items():
        setattr(letter, name, nothing)
    letter.entered_by = letter.entered_at = None
    letter.note = note.strip()
    letter.save(update_fields=SIGNED)
    audit.record("supervision.letter.unsigned", by=by, target=letter, unit=letter.unit, before=before, note=note)
    return letter


@transaction.atomic
def attach(*, letters: Collection[int], scan: File, by: User) -> Sequence[ResponsibilityLetter]:
    """The scan that was missing, or a better one; the earlier file stays in the archive."""
    found = list(ResponsibilityLetter.objects.locked().filter(pk__in=letters).for_list().order_by("pk"))
    unsigned = next((each for each in found if each.status != LetterStatus.SIGNED), None)
    if unsigned:
        raise Refused(_("“%(letter)s”还没有登记签订，不能上传扫描件。") % {"letter": unsigned}, ids=[unsigned.pk])
    kept = _keep(scan, found, by)
    for letter in found:
        letter.scan = kept
        letter.save(update_fields=["scan"])
        audit.record("supervision.letter.scanned", by=by, target=letter, unit=letter.unit, after={"file": kept.name})
    return found
