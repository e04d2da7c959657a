"""Codes of the policy in the words of its versions: tiers, categories, grounds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from subsidies.choices import PolicyStatus
from subsidies.models import PolicyVersion
from subsidies.rules.decisions import AGRICULTURE, DETERMINED, RURAL


@dataclass(frozen=True)
class PolicyWords:
    """A code that no version knows is shown as it is."""

    tiers: dict[str, str]
    categories: dict[str, str]

    def tier(self, code: str) -> str:
        return self.tiers.get(code, code)

    def category(self, code: str) -> str:
        return self.categories.get(code, code)

    def all_categories(self, codes: Iterable[str]) -> str:
        return "、".join(self.category(code) for code in codes)

    def grounds(self, codes: Iterable[str]) -> str:
        others = {DETERMINED: _("学校认定"), RURAL: _("农村户口"), AGRICULTURE: _("涉农专业")}
        return "、".join(others.get(code) or self.category(code) for code in codes)


def words_for(request: HttpRequest | None) -> PolicyWords:
    """The same for a page: read once a request, for its conditions and for its rows."""
    if request is None:
        return policy_words()
    if not hasattr(request, "_policy_words"):
        request._policy_words = policy_words()
    return request._policy_words


def policy_words() -> PolicyWords:
    """One query; where versions call a code differently, the one in force decides, then the newest."""
    versions = PolicyVersion.objects.order_by("number").values_list("status", "document__tiers", "document__categories")
    words = PolicyWords({}, {})
    for _status, tiers, categories in sorted(versions, key=lambda version: version[0] == PolicyStatus.APPROVED):
        words.tiers.update((each["code"], each["label"]) for each in tiers or ())
        words.categories.update((each["code"], each["label"]) for each in categories or ())
    return words
