"""What the auditors' questions have found, for pages and files: the facts of a hit in words, and how many stand of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import OrgUnit, User
from aid_portal.terms import Term
from subsidies.choices import FundSource
from subsidies.models import AuditHit, Payment, Programme
from subsidies.reports.words import PolicyWords, policy_words
from subsidies.rules.audit_checks import WORDS, Check, Fact
from subsidies.rules.audit_questions import CHECKS


@dataclass(frozen=True)
class FactWords:
    """Codes of facts in words, fetched once a page."""

    programmes: dict[str, str]
    schools: dict[str, str]
    policy: PolicyWords

    def told(self, hit: AuditHit) -> list[tuple[str, str]]:
        """Label and value of the facts that the hit names, in the order of its check."""
        named = [(fact, hit.facts.get(fact.name)) for fact in CHECKS[hit.code].facts]
        return [(str(fact.label), self.value(fact, value)) for fact, value in named if value not in (None, "", [], False)]

    def sentence(self, hit: AuditHit) -> str:
        return "；".join(f"{label}：{value}" for label, value in self.told(hit))

    def value(self, fact: Fact, value: Any) -> str:
        if fact.kind == "money":
            return figures.yuan(Decimal(str(value)))
        if fact.kind == "count":
            return figures.count(value)
        if fact.kind == "day":
            return figures.day(date.fromisoformat(value))
        if fact.kind == "term":
            return Term.parse(value).label
        if fact.kind == "yes_no":
            return _("是")
        return self._codes(fact.kind, value if isinstance(value, list) else [value])

    def _codes(self, kind: str, codes: Iterable[Any]) -> str:
        known: dict[str, Any] = {
            "word": WORDS, "programme": self.programmes, "schools": self.schools, "source": dict(FundSource.choices),
            "tier": self.policy.tiers, "categories": self.policy.categories,
        }.get(kind, {})  # fmt: skip
        return "、".join(str(known.get(str(code), code)) for code in codes)


def fact_words() -> FactWords:
    schools = OrgUnit.objects.schools().values_list("code", "name")
    return FactWords(dict(Programme.objects.values_list("code", "label")), dict(schools), policy_words())


@dataclass(frozen=True)
class BenchRow:
    """One question with what this user may see of it; numbers are None where it has no hits."""

    check: Check
    open: int | None
    explained: int | None


def bench(user: User) -> list[BenchRow]:
    """All of them, by one count."""
    hits = AuditHit.objects.visible_to(user).standing().with_explained()
    counted = hits.order_by().values("code").annotate(
        told=Count("pk", filter=Q(explained=True)), waiting=Count("pk", filter=Q(explained=False))
    )  # fmt: skip
    found = {row["code"]: row for row in counted}
    return [_row(check, found.get(code, {"told": 0, "waiting": 0})) for code, check in CHECKS.items()]


def _row(check: Check, found: dict[str, Any]) -> BenchRow:
    return BenchRow(check, None, None) if check.figures else BenchRow(check, found["waiting"], found["told"])


def payments_of(hits: Iterable[AuditHit], visible: QuerySet[Payment]) -> dict[int, list[Payment]]:
    """By hit, the payments it names, as far as `visible` shows them."""
    wanted = {hit.pk: hit.facts.get("payments") or ([hit.payment_id] if hit.payment_id else []) for hit in hits}
    found = visible.filter(pk__in={pk for pks in wanted.values() for pk in pks}).in_bulk()
    return {hit: [found[pk] for pk in pks if pk in found] for hit, pks in wanted.items()}
