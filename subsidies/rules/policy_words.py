"""The words of the policy for people: terms, stages, tiers, needs, owners; the codes themselves are data."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.choices import SchoolStage
from aid_portal.terms import Term
from subsidies.choices import STATE_SOURCES, Proration
from subsidies.rules.statistics import REPORT_STAGES

# How the keys of a JSON document are called on screen.
NEEDS: dict[str, Promise] = {
    "any_tier": gettext_lazy("有困难档次"),
    "categories": gettext_lazy("属于所列困难类别"),
    "agriculture_or_tier": gettext_lazy("就读涉农专业，或有困难档次"),
    "rural_or_agriculture_or_tier": gettext_lazy("农村（含县镇）户口，或就读涉农专业，或有困难档次"),
    "documents": gettext_lazy("凭证明材料由学校逐人补报，资格比对不产生"),
}
RISK_REMOVED: dict[str, Promise] = {
    "never": gettext_lazy("风险消除后不再享受"),
    "until_end_of_term": gettext_lazy("本学期内消除的，享受到本学期结束"),
    "until_end_of_academic_year": gettext_lazy("本学年内消除的，享受到本学年结束"),
    "always": gettext_lazy("风险消除后继续享受"),
}
OWNERS: dict[str, Promise] = {
    "rural": gettext_lazy("农业农村（乡村振兴）"),
    "civil": gettext_lazy("民政"),
    "disabled": gettext_lazy("残联"),
    "veterans": gettext_lazy("退役军人事务"),
    "school": gettext_lazy("学校认定"),
}
BOARDING: dict[bool | None, Promise] = {
    None: gettext_lazy("住校、走读均可"),
    True: gettext_lazy("仅住校生"),
    False: gettext_lazy("仅走读生"),
}
GRADES: dict[str, tuple[str, ...]] = {
    SchoolStage.KINDERGARTEN: ("小班", "中班", "大班"),
    SchoolStage.PRIMARY: ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级"),
    SchoolStage.JUNIOR: ("七年级", "八年级", "九年级"),
    SchoolStage.SENIOR: ("高一", "高二", "高三"),
    SchoolStage.VOCATIONAL: ("一年级", "二年级", "三年级"),
}


def term_label(code: object) -> str:
    """2024S → 2024年春季学期; what is no term stays as it was written."""
    try:
        return Term.parse(str(code)).label
    except ValueError:
        return str(code or "")


def stage_label(code: str) -> str:
    return str(SchoolStage(code).label) if code in SchoolStage.values else code


def stages_label(codes: Iterable[str]) -> str:
    return _("、").join(stage_label(code) for code in codes)


def tier_label(code: str | None, tiers: Sequence[dict]) -> str:
    """The tier a rate or a category names: '' fits every tier, none is for those without one."""
    own = {tier.get("code"): tier.get("label") for tier in tiers}
    return str(own.get(code) or {"none": _("未定档")}.get(code or "", code or ""))


def grades_label(grades: Iterable[int], stages: Sequence[str]) -> str:
    """一年级、二年级 in the words of a single stage; 1至6 as numbers where a programme spans several."""
    words = GRADES.get(stages[0], ()) if len(stages) == 1 else ()
    return _("、").join(words[n - 1] if 0 < n <= len(words) else _("第%(n)s年级") % {"n": n} for n in sorted(grades))


def list_label(codes: Iterable[str], entries: Sequence[dict]) -> str:
    labels = {entry.get("code"): entry.get("label") for entry in entries}
    return _("、").join(str(labels.get(code) or code) for code in codes)


def percent(written: object) -> str:
    """12.50 → 12.5; what is no number stays as it was written."""
    try:
        return f"{Decimal(str(written)).normalize():f}"
    except InvalidOperation:
        return str(written)


def shares_label(share: dict) -> str:
    """中央80%、县级20%: who bears something, in the order of the sources."""
    borne = [source for source in STATE_SOURCES if share.get(source) and percent(share[source]) != "0"]
    return _("、").join(_("%(source)s%(part)s%%") % {"source": each.label, "part": percent(share[each])} for each in borne)


def proration_label(code: str | None) -> str:
    return str(Proration(code or Proration.NONE).label) if (code or Proration.NONE) in Proration.values else str(code)


def counted_label(programme: dict) -> str:
    """Whether the money stands in the statistics of the year, and under which stage."""
    if programme.get("uncounted"):
        return _("不计入")
    stage = programme.get("counted_under") or ""
    return _("计入，列在%(stage)s") % {"stage": dict(REPORT_STAGES).get(stage, stage)} if stage else _("计入，按学生学段")


def excluded(programme: dict, document: dict) -> list[str]:
    """The codes of the others of its exclusive group: they may not be had together in one term."""
    group = programme.get("exclusive_group")
    others = [each for each in document.get("programmes") or [] if group and each.get("exclusive_group") == group]
    return [each["code"] for each in others if each.get("code") != programme.get("code")]


def yes_no(value: object) -> str:
    return _("是") if value else _("否")
