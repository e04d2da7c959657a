"""The policy laid out for reading: what counts in a term, the categories, what others changed meanwhile."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from aid_portal.choices import SchoolStage
from aid_portal.terms import Term
from subsidies.choices import STATE_SOURCES
from subsidies.models import PolicyVersion
from subsidies.rules import policy_edits as edits
from subsidies.rules import policy_words as words
from subsidies.rules.decisions import ONLY_WITH_A_TIER, OPENED_BY_AGRICULTURE
from subsidies.rules.policy import Policy, Programme, grades_on, rate_on, share_on
from subsidies.rules.policy_differences import differences, sentence

MOST_TOLD = 5  # changes that a sentence holds


@dataclass(frozen=True)
class TermRow:
    """What a programme grants in a term to one stage; an amount per tier, None where that tier is granted nothing."""

    stage: str
    programme: str
    code: str
    who: str
    amounts: list[Decimal | None]
    waiver: bool
    sources: list[str]
    assumed: bool


@dataclass(frozen=True)
class BurdenRow:
    """Who bears a programme's money in a term: per cent by source; `known` is no where the policy does not say."""

    programme: str
    code: str
    parts: list[str | None]
    proration: str
    source: str
    assumed: bool
    known: bool


@dataclass(frozen=True)
class CategoryRow:
    code: str
    label: str
    owner: str
    tier: str
    locked: bool


def tier_heads(policy: Policy) -> list[str]:
    return [*(tier.label for tier in policy.tiers), _("未定档")]


def term_table(policy: Policy, term: Term) -> list[TermRow]:
    """Stage by stage, all that the term grants; a programme that has not begun is not in it."""
    rows = [
        _term_row(policy, programme, str(term), stage)
        for stage in SchoolStage.values
        for programme in policy.programmes
        if stage in programme.stages
    ]
    return [row for row in rows if any(amount is not None for amount in row.amounts)]


def _term_row(policy: Policy, programme: Programme, term: str, stage: str) -> TermRow:
    tiers = [*(tier.code for tier in policy.tiers), ""]
    rates = [rate_on(programme, term, stage, tier) if _reaches(programme, policy, tier) else None for tier in tiers]
    fitting = [rate for rate in rates if rate]
    grades = grades_on(programme, term)
    attending = "" if programme.boarding is None else str(words.BOARDING[programme.boarding])
    return TermRow(
        stage=words.stage_label(stage),
        programme=programme.label,
        code=programme.code,
        who=_("，").join(filter(None, [attending, words.grades_label(grades, [stage]) if grades else ""])),
        amounts=[rate.amount if rate else None for rate in rates],
        waiver=programme.waiver,
        sources=list(dict.fromkeys(rate.source for rate in fitting if rate.source)),
        assumed=any(rate.assumed for rate in fitting),
    )


def burden_heads() -> list[str]:
    return [str(source.label) for source in STATE_SOURCES]


def burden_table(policy: Policy, term: Term) -> list[BurdenRow]:
    """For the programmes that the term grants, each once."""
    granting = {row.code for row in term_table(policy, term)}
    return [_burden_row(programme, str(term)) for programme in policy.programmes if programme.code in granting]


def _burden_row(programme: Programme, term: str) -> BurdenRow:
    share = share_on(programme, term)
    return BurdenRow(
        programme=programme.label,
        code=programme.code,
        parts=[words.percent(part) if part else None for _source, part in share.parts]
        if share
        else [None for _ in STATE_SOURCES],
        proration=words.proration_label(programme.proration),
        source=share.source if share else "",
        assumed=bool(share and share.assumed),
        known=share is not None,
    )


def _reaches(programme: Programme, policy: Policy, tier: str) -> bool:
    """Whether somebody of this tier can have it at all; without one only where another ground opens it."""
    if tier or programme.needs in OPENED_BY_AGRICULTURE:
        return True
    listed = [policy.category(code) for code in programme.categories if code not in ONLY_WITH_A_TIER]
    return programme.needs == "categories" and any(each and not each.tier for each in listed)


def category_rows(document: dict) -> list[CategoryRow]:
    return [
        CategoryRow(
            code=each["code"],
            label=each.get("label") or each["code"],
            owner=str(words.OWNERS.get(each.get("owner") or "", each.get("owner") or "")),
            tier=words.tier_label(each.get("tier"), document.get("tiers") or []),
            locked=bool(each.get("locked")),
        )
        for each in document.get("categories") or []
    ]


def changed_since(policy: PolicyVersion, seen: int, part: str, key: str) -> str:
    """What others have made of this part since somebody saw it, in a sentence; '' where nothing."""
    if seen == policy.revision:
        return ""
    old = policy.revisions.filter(number=seen).first()
    if old is not None and edits.same(old.document, policy.document, part, key):
        return ""
    later = policy.revisions.filter(number__gt=seen).select_related("made_by")
    people = _("、").join(dict.fromkeys(each.made_by.name for each in later))
    found = sentence(differences(old.document, policy.document)[:MOST_TOLD]) if old else _("内容")
    return _("您打开之后，%(people)s已修改：%(changes)s。请核对后再保存。") % {"people": people or _("他人"), "changes": found}
