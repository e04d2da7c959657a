"""Why a decision is as it is, in Chinese that a parent can read, from the same rules that decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from aid_portal.choices import SchoolStage
from aid_portal.terms import Term
from subsidies.rules.decisions import (
    AGRICULTURE,
    DETERMINED,
    OPENED_BY_AGRICULTURE,
    OPENED_BY_RURAL,
    RURAL,
    Case,
    Grant,
    Verdict,
    decide,
    determine_tier,
    grounds_for,
)
from subsidies.rules.policy import Policy, Programme, Rate, grades_on, rate_on


@dataclass(frozen=True, slots=True)
class Evidence:
    """The row of a department's list on which a category rests."""

    category: str
    list_label: str
    data_date: date | None
    row: int | None


def explain(grant: Grant, case: Case, policy: Policy, term: str, evidence: Sequence[Evidence]) -> str:
    """Ground, list with date and row, standard, document; `evidence` of other categories is passed over."""
    programme = policy.programme(grant.programme)
    rate = rate_on(programme, term, case.stage, grant.tier)
    sentences = [_("因%(grounds)s，") % {"grounds": _grounds_text(grant, policy, evidence)}]
    if grant.tier:
        sentences[0] += _("困难档次为“%(tier)s”，") % {"tier": policy.tier_label(grant.tier)}
    sentences[0] += _("%(term)s符合%(programme)s的条件。") % {"term": _term_text(term), "programme": programme.label}
    sentences.append(_standard_text(grant, rate))
    sentences.append(_document_text(rate))
    return "".join(sentences)


def explain_nothing(case: Case, policy: Policy, term: str) -> str:
    """Why no programme applies: every programme of the child's stage with its reason, and what can be done."""
    verdict = decide(case, policy, term)
    reasons = [why_not(case, programme, policy, term) for programme in policy.programmes if case.stage in programme.stages]
    if not reasons:
        reasons = [_("现行政策中没有面向%(stage)s学段的资助项目。") % {"stage": SchoolStage(case.stage).label}]
    opening = _("%(term)s没有可以享受的资助项目。") % {"term": _term_text(term)}
    return "".join([opening, *reasons, _advice(verdict)])


def why_not(case: Case, programme: Programme, policy: Policy, term: str) -> str:
    """The first reason that keeps the programme from the child; '' when it is granted."""
    if any(grant.programme == programme.code for grant in decide(case, policy, term).grants):
        return ""
    reason = _out_of_reach(case, programme, term) or _unmet_need(case, programme, policy)
    return _("%(programme)s：%(reason)s。") % {
        "programme": programme.label,
        "reason": reason or _unpaid(case, programme, policy, term),
    }


def _term_text(term: str) -> str:
    return Term.parse(term).label


def _grounds_text(grant: Grant, policy: Policy, evidence: Sequence[Evidence]) -> str:
    words = {
        DETERMINED: _("学校本学年认定为家庭经济困难学生"),
        RURAL: _("户口为农村（含县镇）"),
        AGRICULTURE: _("就读涉农专业"),
    }
    texts = [_category_text(each.code, each.label, evidence) for each in policy.held(grant.grounds)]
    texts += [words[ground] for ground in grant.grounds if ground in words]
    return _("；").join(texts)


def _category_text(code: str, label: str, evidence: Sequence[Evidence]) -> str:
    sources = [_source_text(each) for each in evidence if each.category == code]
    if not sources:
        return _("属于%(category)s") % {"category": label}
    return _("属于%(category)s（见%(sources)s）") % {"category": label, "sources": _("、").join(sources)}


def _source_text(evidence: Evidence) -> str:
    text = _("《%(list)s》") % {"list": evidence.list_label}
    if evidence.data_date:
        day = evidence.data_date
        text += _("%(year)s年%(month)s月%(day)s日数据") % {"year": day.year, "month": day.month, "day": day.day}
    return text + (_("第%(row)s行") % {"row": evidence.row} if evidence.row else "")


def _standard_text(grant: Grant, rate: Rate | None) -> str:
    amount = {"amount": f"{grant.amount:,.2f}"}
    scope = {"scope": _scope_text(rate)}
    if grant.waiver:
        return _("标准为每学期免收%(amount)s元%(scope)s，由学校直接减免，不发到银行卡。") % {**amount, **scope}
    return _("标准为每学期%(amount)s元%(scope)s。") % {**amount, **scope}


def _scope_text(rate: Rate | None) -> str:
    """From which term the standard holds, and for which stage where it differs by stage."""
    if rate is None:
        return ""
    stage = SchoolStage(rate.stage).label if rate.stage else ""
    return _("（%(stage)s自%(term)s起执行）") % {"stage": f"{stage}，" if stage else "", "term": _term_text(rate.since)}


def _document_text(rate: Rate | None) -> str:
    if rate is None:
        return ""
    if rate.assumed:
        return _("该标准的文件依据待核定，金额以正式文件为准。")
    return _("标准的文件依据：%(source)s。") % {"source": rate.source}


def _out_of_reach(case: Case, programme: Programme, term: str) -> str:
    grades = grades_on(programme, term)
    if case.stage not in programme.stages:
        stages = _("、").join(str(SchoolStage(stage).label) for stage in programme.stages)
        return _("只面向%(stages)s学段") % {"stages": stages}
    if programme.boarding is not None and programme.boarding != case.boarding:
        return _("只面向住校生") if programme.boarding else _("只面向走读生")
    if grades is not None and case.grade not in grades:
        return _("本学期只面向%(grades)s年级") % {"grades": _("、").join(str(grade) for grade in sorted(grades))}
    return ""


def _unmet_need(case: Case, programme: Programme, policy: Policy) -> str:
    tier, tier_grounds = determine_tier(case, policy)
    if grounds_for(programme, case, tier, tier_grounds):
        return ""
    if programme.needs == "categories":
        return _unmet_categories(case, programme, policy)
    if programme.needs == "documents":
        return _("凭证明材料由学校逐人补报")
    ways = [_("属于直接定档的困难类别，或由学校认定为家庭经济困难学生")]
    if programme.needs in OPENED_BY_AGRICULTURE:
        ways.append(_("就读涉农专业"))
    if programme.needs in OPENED_BY_RURAL:
        ways.append(_("户口为农村（含县镇）"))
    return _("须%(ways)s") % {"ways": _("，或").join(ways)}


def _unmet_categories(case: Case, programme: Programme, policy: Policy) -> str:
    if case.categories & frozenset(programme.categories):
        return _("残疾学生还须由学校认定为家庭经济困难学生")
    labels = _("、").join(each.label for each in policy.held(programme.categories))
    return _("只面向%(categories)s，各部门名单中没有查到") % {"categories": labels}


def _unpaid(case: Case, programme: Programme, policy: Policy, term: str) -> str:
    """The need is met: either the policy has no amount for this child, or another programme of the group stands."""
    if rate_on(programme, term, case.stage, determine_tier(case, policy)[0]) is None:
        return _("本学期还没有适用的发放标准")
    others = {grant.programme for grant in decide(case, policy, term).grants} & set(programme.exclusions)
    labels = _("、").join(policy.programme(code).label for code in sorted(others))
    return _("已享受%(others)s，两项不能同时享受") % {"others": labels}


def _advice(verdict: Verdict) -> str:
    if "needs_determination" in verdict.findings:
        return _("名单显示家庭有困难情形，请向学校提出家庭经济困难学生认定申请。")
    if not verdict.tier:
        return _("如家庭确有困难，可以向学校提出家庭经济困难学生认定申请。")
    return ""
