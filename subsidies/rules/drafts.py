"""What is wrong with a draft of the policy, in sentences for the person who wrote it."""

import re
from collections.abc import Iterator
from itertools import combinations, product

from django.utils.translation import gettext as _

from aid_portal.choices import SchoolStage
from aid_portal.terms import Term
from subsidies.choices import Proration
from subsidies.rules.draft_dates import dated_problems, fit_together
from subsidies.rules.statistics import HIGHER, REPORT_STAGES

NEEDS = ("any_tier", "categories", "agriculture_or_tier", "rural_or_agriculture_or_tier", "documents")
OPEN_WITHOUT_TIER = ("agriculture_or_tier", "rural_or_agriculture_or_tier")
RISK_MODES = ("never", "until_end_of_term", "until_end_of_academic_year", "always")
DETERMINED_TIERS = ("severe", "general")  # what a school's determination can say (eligibility.md 4)
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,15}")  # grounds are joined with "|" and programmes have rows of their own
MOST_CATEGORIES = 24  # as many bits has a case for them (signatures.py)


def problems(document: dict) -> list[str]:
    """Chinese sentences, in the order of the document; an empty list means that it can be put in force."""
    found = [*_tier_problems(document), *_category_problems(document), *_risk_problems(document)]
    programmes = document.get("programmes") or []
    found += _repeated(programmes, _("资助项目"))
    for programme in programmes:
        found += _programme_problems(programme, document)
    # Gaps and overlaps are only askable of programmes whose parts can be read.
    return found or [*_gaps(programmes), *_overlaps(programmes)]


def _codes(document: dict, part: str) -> list[str]:
    return [entry.get("code") or "" for entry in document.get(part) or []]


def _repeated(entries: list[dict], kind: str) -> Iterator[str]:
    seen: set[str] = set()
    for entry in entries:
        code = entry.get("code") or ""
        if not code or not entry.get("label"):
            yield _("有一个%(kind)s没有代码或名称，请补填。") % {"kind": kind}
        if code and not CODE.fullmatch(code):
            yield _("%(kind)s代码“%(code)s”应为字母开头的字母、数字或下划线，最多16位，请改正。") % {"kind": kind, "code": code}
        if code and code in seen:
            yield _("%(kind)s代码“%(code)s”重复，请改用不同的代码。") % {"kind": kind, "code": code}
        seen.add(code)


def _tier_problems(document: dict) -> Iterator[str]:
    yield from _repeated(document.get("tiers") or [], _("困难档次"))
    for code in DETERMINED_TIERS:
        if code not in _codes(document, "tiers"):
            yield _("缺少困难档次“%(code)s”，学校认定结果要用到它，请补上。") % {"code": code}


def _category_problems(document: dict) -> Iterator[str]:
    categories = document.get("categories") or []
    yield from _repeated(categories, _("困难类别"))
    if len(categories) > MOST_CATEGORIES:
        yield _("困难类别有%(count)s个，最多%(most)s个，请合并或删除。") % {"count": len(categories), "most": MOST_CATEGORIES}
    for category in categories:
        names = {"name": category.get("label") or category.get("code"), "tier": category.get("tier")}
        if names["tier"] and names["tier"] not in _codes(document, "tiers"):
            yield _("困难类别“%(name)s”的档次“%(tier)s”不存在，请从困难档次中选择。") % names
        if category.get("locked") and not names["tier"]:
            yield _("困难类别“%(name)s”要求不得降档，但没有规定档次，请先选择档次。") % names


def _risk_problems(document: dict) -> Iterator[str]:
    if document.get("risk_removed") not in RISK_MODES:
        yield _("“风险消除后是否继续享受”的取值“%(value)s”无法识别，请从列表中选择。") % {"value": document.get("risk_removed")}


def _programme_problems(programme: dict, document: dict) -> Iterator[str]:
    name = {"name": programme.get("label") or programme.get("code")}
    stages = programme.get("stages") or []
    if not stages or not set(stages) <= set(SchoolStage.values):
        yield _("“%(name)s”的学段没有填写或无法识别，请从学段列表中选择。") % name
    if programme.get("boarding") not in (True, False, None):
        yield _("“%(name)s”的就读方式只能是住校、走读或不限，请重新选择。") % name
    if programme.get("needs") not in NEEDS:
        yield _("“%(name)s”的享受条件无法识别，请从列表中选择。") % name
    if programme.get("needs") == "categories" and not programme.get("categories"):
        yield _("“%(name)s”按困难类别享受，但没有选择类别，请至少选择一类。") % name
    for code in programme.get("categories") or []:
        if code not in _codes(document, "categories"):
            yield _("“%(name)s”引用了不存在的困难类别“%(code)s”，请改选或先增加该类别。") % {**name, "code": code}
    if (programme.get("proration") or Proration.NONE) not in Proration.values:
        yield _("“%(name)s”的折算方式无法识别，请从列表中选择。") % name
    if programme.get("uncounted", False) not in (True, False):
        yield _("“%(name)s”是否计入年度统计只能填是或否，请改正。") % name
    if (programme.get("counted_under") or HIGHER) not in dict(REPORT_STAGES):
        yield _("“%(name)s”的统计学段无法识别，请从列表中选择。") % name
    yield from dated_problems(programme, document)


def _gaps(programmes: list[dict]) -> Iterator[str]:
    """A programme that is open in a term but has no amount for one of its stages or tiers."""
    for programme in programmes:
        first = min((rate["from"] for rate in programme["rates"]), key=Term.parse)
        begun = [rate for rate in programme["rates"] if rate["from"] == first]
        tiers = [*DETERMINED_TIERS, *(["none"] if programme["needs"] in OPEN_WITHOUT_TIER else [])]
        for stage, tier in product(programme["stages"], tiers):
            wanted = {"stage": stage, "tier": tier}
            if not any(fit_together(rate, wanted, "stage") and fit_together(rate, wanted, "tier") for rate in begun):
                names = {"name": programme["label"], "term": first, "stage": SchoolStage(stage).label}
                yield _("“%(name)s”自%(term)s起，%(stage)s学段没有适用于%(tier)s学生的标准，请补上。") % {
                    **names,
                    "tier": {"severe": _("特别困难"), "general": _("一般困难")}.get(tier, _("未定档")),
                }


def _overlaps(programmes: list[dict]) -> Iterator[str]:
    for one, other in combinations(programmes, 2):
        group = one.get("exclusive_group")
        if group and group == other.get("exclusive_group") and _can_meet(one, other):
            names = {"one": one["label"], "other": other["label"]}
            yield (_("“%(one)s”与“%(other)s”不得同时享受，但同一名学生可能同时符合，请用学段、就读方式或年级分开。") % names)


def _can_meet(one: dict, other: dict) -> bool:
    """Whether one child can fit both: rates never end, so two programmes always meet in the later one's terms."""
    stages = set(one["stages"]) & set(other["stages"])
    boarding = None in (one.get("boarding"), other.get("boarding")) or one["boarding"] is other["boarding"]
    begins = {rule["from"] for each in (one, other) for rule in [*each["rates"], *(each.get("grades") or [])]}
    return bool(stages) and boarding and any(_open_grades(one, term) & _open_grades(other, term) for term in begins)


def _open_grades(programme: dict, term: str) -> set[int]:
    if not any(Term.parse(rate["from"]) <= Term.parse(term) for rate in programme["rates"]):
        return set()
    rules = sorted(programme.get("grades") or [], key=lambda rule: Term.parse(rule["from"]))
    begun = [rule["grades"] for rule in rules if Term.parse(rule["from"]) <= Term.parse(term)]
    return set(begun[-1]) if begun else set() if rules else set(range(1, 7))
