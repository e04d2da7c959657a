"""The programmes of a policy as its page shows them: facts, rates by term, grades, who bears the money."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product, zip_longest

from django.utils.translation import gettext as _

from aid_portal.terms import Term
from subsidies.rules import policy_edits as edits
from subsidies.rules import policy_words as words
from subsidies.rules.policy import NO_TIER
from subsidies.rules.policy_differences import amount_text


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
class ShareRow:
    """Who bears the money; `until` and `now` as with a rate."""

    key: str
    since: str
    until: str
    parts: str
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
    shares: list[ShareRow]
    grades: list[GradeRow]


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
        shares=_share_rows(programme, term),
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
        (_("折算方式"), words.proration_label(programme.get("proration"))),
        (_("年度统计"), words.counted_label(programme)),
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
        until=_last_before(successor),
        stage=words.stage_label(rate.get("stage") or "") or words.stages_label(programme.get("stages") or []),
        tier=words.tier_label(rate.get("tier"), tiers) or _("不分档"),
        yuan=amount_text(rate.get("amount")),
        source=str(rate.get("source") or ""),
        assumed=bool(rate.get("assumed")),
        now=_holds_in(term, rate, successor),
    )


def _share_rows(programme: dict, term: Term) -> list[ShareRow]:
    shares = sorted(programme.get("shares") or [], key=lambda share: _order(share.get("from")))
    ends = [str(share.get("from")) for share in shares[1:]]
    return [_share_row(share, end, programme["code"], term) for share, end in zip_longest(shares, ends, fillvalue="")]


def _share_row(share: dict, end: str, programme: str, term: Term) -> ShareRow:
    return ShareRow(
        key=edits.key_of("shares", share, programme),
        since=words.term_label(share.get("from")),
        until=_last_before(end),
        parts=words.shares_label(share),
        source=str(share.get("source") or ""),
        assumed=bool(share.get("assumed")),
        now=_holds_in(term, share, end),
    )


def _last_before(end: str) -> str:
    return Term.parse(end).previous.label if end else ""


def _holds_in(term: Term, entry: dict, end: str) -> bool:
    """From its own term until the one that ends it; '' is no end."""
    return _order(entry.get("from")) <= _order(str(term)) and (not end or _order(str(term)) < _order(end))


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
