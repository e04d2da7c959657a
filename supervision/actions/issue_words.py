"""next_number, set_word, retire_word, note_paper: agency words and the one sequence of numbers that each has in a year."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import User
from supervision.actions.days import day_of
from supervision.choices import Theme
from supervision.models import IssueWord, RectificationNotice, WordYear


def word_for(theme: str) -> IssueWord:
    word = IssueWord.objects.in_use().filter(themes__contains=[theme]).order_by("pk").first()
    if word is None:
        message = _("还没有为“%(theme)s”设定机关代字。请签发人在“文号与模板”中设定后再起草。")
        raise Refused(message % {"theme": Theme(theme).label}, code="no_word")
    return word


def next_number(word: IssueWord, year: int) -> int:
    """Call inside the transaction that issues: the row of the sequence stays locked, so that two issuers queue here."""
    sequence, _created = WordYear.objects.get_or_create(word=word, year=year)
    sequence = _locked(sequence)
    return max(_last(word, year), sequence.last_on_paper) + 1


@transaction.atomic
def set_word(*, word: IssueWord | None = None, name: str, label: str, themes: Collection[str], by: User) -> IssueWord:
    """A theme belongs to one word in use, so that every draft knows its own."""
    others = IssueWord.objects.in_use().exclude(pk=word.pk if word else None).order_by("pk")
    taken = {theme: other for other in others for theme in other.themes}
    for theme in themes:
        if theme in taken:
            words = {"theme": Theme(theme).label, "word": taken[theme]}
            raise Refused(_("“%(theme)s”已归“%(word)s”，请先从那个代字中去掉。") % words, code="theme_taken")
    if IssueWord.objects.filter(word=name).exclude(pk=word.pk if word else None).exists():
        raise Refused(_("已有机关代字“%(word)s”，请直接修改它。") % {"word": name}, code="known")
    if word and word.word != name and word.notices.numbered().exists():
        raise Refused(_("“%(word)s”已编过号，不能改名；请停用它，另设新的代字。") % {"word": word}, code="numbered")
    word = word or IssueWord()
    word.word, word.label, word.themes = name, label, list(themes)
    word.save()
    audit.record("supervision.issue_word.set", by=by, target=word, after={"label": label, "themes": list(themes)})
    return word


@transaction.atomic
def retire_word(*, word: IssueWord, on: date | None = None, by: User) -> IssueWord:
    """No new draft takes it; what was numbered stays, and drafts keep it."""
    word = IssueWord.objects.locked().get(pk=word.pk)
    word.retired_on = None if word.retired_on else day_of(on)
    word.save(update_fields=["retired_on"])
    event = "supervision.issue_word.retired" if word.retired_on else "supervision.issue_word.restored"
    audit.record(event, by=by, target=word)
    return word


@transaction.atomic
def note_paper(*, word: IssueWord, year: int, last: int, by: User) -> WordYear:
    """The last number that was given on paper; as soon as the portal has given one, the sequence is the portal's."""
    sequence, _created = WordYear.objects.get_or_create(word=word, year=year)
    sequence = _locked(sequence)
    if _last(word, year):
        message = _("%(word)s〔%(year)s〕已在系统内编号到%(last)s号，不能再改纸质编号。")
        raise Refused(message % {"word": word, "year": year, "last": _last(word, year)}, code="numbered")
    before, sequence.last_on_paper = sequence.last_on_paper, last
    sequence.save(update_fields=["last_on_paper"])
    changed = {"before": {"last_on_paper": before}, "after": {"last_on_paper": last}}
    audit.record("supervision.issue_word.paper_noted", by=by, target=sequence, **changed)
    return sequence


def _locked(sequence: WordYear) -> WordYear:
    return WordYear.objects.locked().get(pk=sequence.pk)


def _last(word: IssueWord, year: int) -> int:
    given = RectificationNotice.objects.filter(word=word, year=year).aggregate(last=Max("number"))
    return given["last"] or 0
