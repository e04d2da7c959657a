"""The codes of the statistics in words, and the order in which tables show them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit
from aid_portal.terms import Term
from subsidies.choices import Channel, Place
from subsidies.models import Programme
from subsidies.reports.statistics import PLACES
from subsidies.reports.words import policy_words
from subsidies.rules.statistics import REPORT_STAGES

Words = dict[str, str]


def term_word(code: str) -> str:
    """2022秋."""
    term = Term.parse(code)
    words = _("%(year)d秋") if term.is_autumn else _("%(year)d春")
    return str(words % {"year": term.year})


def words_of(key: str) -> Words:
    """The words of a key's codes, in the order in which tables show them."""
    if key in ("town", "school"):
        return dict(OrgUnit.objects.order_by("path").values_list("code", "name"))
    if key == "programme":
        return dict(Programme.objects.values_list("code", "label"))
    if key == "category":
        return {**policy_words().categories, "": str(_("无特殊困难类型（学校认定）"))}
    known = {"stage": REPORT_STAGES, "channel": Channel.choices, "place": PLACES.items(), "whereabouts": Place.choices}
    return {code: str(label) for code, label in known.get(key, [])}


def left_out() -> list[str]:
    """The programmes that the policy in force keeps out of the statistics."""
    return list(
        Programme.objects.state().filter(reported__counted=False).order_by("position", "code").values_list("label", flat=True)
    )


def word(code: str, words: Words, key: str) -> str:
    if key == "term":
        return term_word(code)
    return words.get(code) or code or str(_("名单未载明"))


def rank(code: str, words: Words) -> Any:
    """Codes that nobody knows come after those that are known, what is empty last."""
    known = list(words)
    return (known.index(code), "") if code in words else (len(known) + (not code), code)


def ordered(columns: list[str], words: Words) -> list[str]:
    """Terms stand in their order already."""
    return sorted(columns, key=lambda code: rank(code, words)) if words else columns
