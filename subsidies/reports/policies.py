"""The policy laid out for reading: what counts in a term, the programmes with their rates, the categories."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from django.utils.translation import gettext as _

from aid_portal.choices import SchoolStage
from aid_portal.terms import Term
from subsidies.models import PolicyVersion
from subsidies.rules import policy_edits as edits
from subsidies.rules import policy_words as words
from subsidies.rules.decisions import ONLY_WITH_A_TIER, OPENED_BY_AGRICULTURE
from subsidies.rules.policy import NO_TIER, Policy, Programme, grades_on, rate_on
from subsidies.rules.policy_differences import amount_text, differences, sentence

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
class RateRow:
    """`until` is the last term it counts in, '' while nothing has taken its place; `now`: it counts in the term looked at."""

    key: str
    since: str
    until: str
    stage: str
    tier: str
    yuan: str
    source: str
    assumed: bool
    now: bool


@dataclass(frozen=True)
class GradeRow:
    key: str
    since: str
    grades: str


@dataclass(frozen=True)
class ProgrammeCard:
    code: str
    label: str
    facts: list[tuple[str, str]]
    rates: list[RateRow]
    grades: list[GradeRow]


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


def _reaches(programme: Programme, policy: Policy, tier: str) -> bool:
    """Whether somebody of this tier can have it at all; without one only where another ground opens it."""
    if tier or programme.needs in OPENED_BY_AGRICULTURE:
        return True
    listed = [policy.category(code) for code in programme.categories if code not in ONLY_WITH_A_TIER]
    return programme.needs == "categories" and any(each and not each.tier for each in listed)


def programme_cards(document: dict, term: Term) -> list[ProgrammeCard]:
    """From the document itself, not from the parsed policy: a draft may hold what cannot be parsed yet."""
    return [_card(programme, document, term) for programme in document.get("programmes") or []]


def _card(programme: dict, document: dict, term: Term) -> ProgrammeCard:
    stages, code = programme.get("stages") or [], programme["code"]
    rules = sorted(programme.get("grades") or [], key=lambda rule: _order(rule.get("from")))
    return ProgrammeCard(
        code=code,
        label=programme.get("label") or code,
        facts=_facts(programme, document),
        rates=_rate_rows(programme, document, term),
        grades=[
            GradeRow(
                edits.key_of("grades", rule, code), words.term_label(rule.get("from")), words.grades_label(rule["grades"], stages)
            )
            for rule in rules
        ],
    )


def _facts(programme: dict, document: dict) -> list[tuple[str, str]]:
    needs = programme.get("needs") or ""
    listed = words.list_label(programme.get("categories") or [], document.get("categories") or [])
    excluded = words.list_label(words.excluded(programme, document), document["programmes"])
    return [
        (_("学段"), words.stages_label(programme.get("stages") or [])),
        (_("就读方式"), str(words.BOARDING.get(programme.get("boarding"), ""))),
        (_("享受条件"), str(words.NEEDS.get(needs, needs))),
        *([(_("所列类别"), listed)] if needs == "categories" else []),
        (_("不得同时享受"), excluded or _("无限制")),
        (_("名额"), _("有名额控制，审批名单时确定") if programme.get("quota") else _("应助尽助")),
        (_("兑现方式"), _("学校直接减免，不发到银行卡") if programme.get("waiver") else _("发放到本人或监护人账户")),
    ]


def _rate_rows(programme: dict, document: dict, term: Term) -> list[RateRow]:
    rates = sorted(programme.get("rates") or [], key=lambda rate: _order(rate.get("from")))
    return [_rate_row(rate, rates[place + 1 :], programme, document, term) for place, rate in enumerate(rates)]


def _rate_row(rate: dict, later: Sequence[dict], programme: dict, document: dict, term: Term) -> RateRow:
    tiers = document.get("tiers") or []
    successor = _successor(rate, later, programme, [tier["code"] for tier in tiers])
    return RateRow(
        key=edits.key_of("rates", rate, programme["code"]),
        since=words.term_label(rate.get("from")),
        until=Term.parse(successor).previous.label if successor else "",
        stage=words.stage_label(rate.get("stage") or "") or words.stages_label(programme.get("stages") or []),
        tier=words.tier_label(rate.get("tier"), tiers) or _("不分档"),
        yuan=amount_text(rate.get("amount")),
        source=str(rate.get("source") or ""),
        assumed=bool(rate.get("assumed")),
        now=_order(rate.get("from")) <= _order(str(term)) and (not successor or _order(str(term)) < _order(successor)),
    )


def _successor(rate: dict, later: Sequence[dict], programme: dict, tiers: Sequence[str]) -> str:
    """The term from which nobody gets this rate any more; empty while one of its stages or tiers has no newer one."""
    everyone = [*tiers] if programme.get("needs") == "any_tier" else [*tiers, NO_TIER]
    stages = [rate["stage"]] if rate.get("stage") else programme.get("stages") or [""]
    whom = product(stages, [rate["tier"]] if rate.get("tier") else everyone)
    ends = [_first_for(stage, tier, rate, later) for stage, tier in whom]
    return max(ends, key=_order) if all(ends) else ""


def _first_for(stage: str, tier: str, rate: dict, later: Sequence[dict]) -> str:
    for other in later:
        fits = other.get("stage") in (None, "", stage) and other.get("tier") in (None, "", tier)
        if fits and other.get("from") != rate.get("from"):
            return str(other["from"])
    return ""


def _order(term: object) -> tuple[int, bool]:
    """Where a term stands in time; what is no term stands last."""
    try:
        parsed = Term.parse(str(term))
    except ValueError:
        return 9999, True
    return parsed.year, parsed.is_autumn


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
