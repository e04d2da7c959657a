"""The policy in plain words for families: what each stage can have in a term, and what a household of some kind would get."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.terms import Term
from subsidies.models import PolicyVersion
from subsidies.reports.policies import TermRow, term_table, tier_heads
from subsidies.reports.words import PolicyWords
from subsidies.rules.decisions import ONLY_WITH_A_TIER, Case, decide
from subsidies.rules.policy import Policy, Programme

FOR_WHOM: dict[str, Promise] = {
    "any_tier": gettext_lazy("经认定的家庭经济困难学生"),
    "agriculture_or_tier": gettext_lazy("涉农专业学生，经认定的家庭经济困难学生"),
    "rural_or_agriculture_or_tier": gettext_lazy("农村（含县镇）户口学生，涉农专业学生，经认定的家庭经济困难学生"),
    "documents": gettext_lazy("家庭经济困难学生，凭录取通知书等材料由学校申报"),
}


@dataclass(frozen=True)
class Amount:
    """Yuan a term; an empty `tier` is everybody."""

    tier: str
    yuan: Decimal


@dataclass(frozen=True)
class Help:
    name: str
    whom: str
    who: str
    amounts: list[Amount]
    waiver: bool
    quota: bool


@dataclass(frozen=True)
class StageHelp:
    stage: str
    helps: list[Help]


@dataclass(frozen=True)
class Due:
    """What a household of the kind described would get; yuan a term."""

    name: str
    yuan: Decimal
    waiver: bool
    quota: bool
    why: str


@dataclass(frozen=True)
class Answer:
    tier: str
    dues: list[Due]
    needs_determination: bool


def law() -> Policy:
    """What is in force today; public, so nobody's rights are asked."""
    return PolicyVersion.objects.law()


def help_by_stage(policy: Policy, term: Term) -> list[StageHelp]:
    """In the order of the stages; what has not begun in the term, or has no amount in it, is not told."""
    heads = tier_heads(policy)
    by_stage = groupby(term_table(policy, term), key=attrgetter("stage"))
    return [StageHelp(stage, [_help(row, policy, heads) for row in rows]) for stage, rows in by_stage]


def proven_by_itself(policy: Policy) -> list[str]:
    """Kinds of household that need no application: the departments' lists prove them."""
    return [each.label for each in policy.categories if each.tier]


def answer(case: Case, policy: Policy, words: PolicyWords, term: Term) -> Answer:
    """By the very rules of the check; nothing of it is kept."""
    verdict = decide(case, policy, str(term))
    dues = []
    for grant in verdict.grants:
        programme = policy.programme(grant.programme)
        why = words.grounds(grant.grounds)
        dues.append(Due(programme.label, grant.amount, grant.waiver, programme.quota, why))
    return Answer(words.tier(verdict.tier), dues, "needs_determination" in verdict.findings)


def _help(row: TermRow, policy: Policy, heads: Sequence[str]) -> Help:
    programme = policy.programme(row.code)
    return Help(row.programme, _whom(programme, policy), row.who, _amounts(row, heads), row.waiver, programme.quota)


def _whom(programme: Programme, policy: Policy) -> str:
    if programme.needs != "categories":
        return str(FOR_WHOM.get(programme.needs, ""))
    held = policy.held(programme.categories)
    alone = [each.label for each in held if each.code not in ONLY_WITH_A_TIER]
    more = [_("%(label)s（须经认定）") % {"label": each.label} for each in held if each.code in ONLY_WITH_A_TIER]
    return _("、").join([*alone, *more])


def _amounts(row: TermRow, heads: Sequence[str]) -> list[Amount]:
    told = [Amount(head, yuan) for head, yuan in zip(heads, row.amounts, strict=True) if yuan is not None]
    return [Amount("", told[0].yuan)] if len({each.yuan for each in told}) == 1 else told
