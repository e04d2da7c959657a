"""What the pages of the auditors' questions show: figures, facts with their rows, and how a hit came about."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import if_built, rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.models import AuditExplanation, AuditHit, AuditRun, Payment
from subsidies.reports.audit_hits import BenchRow, FactWords, payments_of
from subsidies.rules.audit_questions import CHECKS
from subsidies.views.shown_entitlements import payment_rows

MOST_PAYMENTS = 50


def bench_cards(questions: Iterable[BenchRow], last: AuditRun | None) -> list[dict[str, Any]]:
    asked = [each for each in questions if not each.check.figures]
    waiting, explained = sum(each.open for each in asked), sum(each.explained for each in asked)
    when = figures.minute(last.finished_at) if last else _("还没有")
    return [
        _card(_("待处理"), figures.count(waiting), _("条")),
        _card(_("已说明"), figures.count(explained), _("条")),
        _card(_("自动核查"), figures.count(len(asked)), _("项")),
        _card(_("最近核查"), when, "", last.get_absolute_url() if last else ""),
    ]


def _card(label: str, value: str, unit: str, url: str = "") -> dict[str, Any]:
    return {"label": label, "value": value, "unit": unit, "url": url}


def hit_facts(hit: AuditHit, words: FactWords, user: User) -> list[tuple]:
    """Whom and what it is about, each with its page, then the facts."""
    subject = [
        (_("学生"), hit.student.name if hit.student_id else "", _student(hit)),
        (_("学校"), hit.school or "", hit.school.get_absolute_url() if hit.school_id else ""),
        (_("学期"), hit.term or ""),
        (_("涉及金额（元）"), figures.yuan(hit.amount) if hit.amount is not None else ""),
    ]
    return [fact for fact in subject if fact[1]] + _pages(hit, user) + words.told(hit)


def _student(hit: AuditHit) -> str:
    return rows("students:student-detail", hit.student_id) if hit.student_id else ""


def _pages(hit: AuditHit, user: User) -> list[tuple]:
    found = []
    if hit.entitlement_id and user.has(Permission.ENTITLEMENT_VIEW):
        found.append((_("享受资助"), _("查看这项资助"), if_built("subsidies:entitlement-detail", hit.entitlement_id)))
    others = [pk for pk in hit.facts.get("entitlements", []) if pk != hit.entitlement_id]
    return found + [(_("另一项资助"), _("查看另一项"), if_built("subsidies:entitlement-detail", pk)) for pk in others]


def hit_payments(hit: AuditHit, visible: QuerySet[Payment], user: User) -> dict[str, Any]:
    """The payments behind it with their children, the first of many."""
    named = payments_of([hit], visible)[hit.pk]
    return {"rows": payment_rows(named[:MOST_PAYMENTS], user), "more": max(0, len(named) - MOST_PAYMENTS)}


def hit_story(hit: AuditHit, explanations: Iterable[AuditExplanation]) -> list[dict[str, Any]]:
    """Found, explained, gone: oldest first."""
    told = [_event(hit.first_run.started_at, str(hit.first_run), _("首次发现"), "warning")]
    told += [
        {
            "at": each.made_at,
            "who": each.made_by,
            "what": _("说明") if each.facts_hash == hit.facts_hash else _("说明（事实已变化，不再有效）"),
            "note": each.text,
            "tone": "success" if each.facts_hash == hit.facts_hash else "",
        }
        for each in explanations
    ]
    if hit.gone_in_id:
        return [*told, _event(hit.gone_in.started_at, str(hit.gone_in), _("不再发现，自动消除"), "success")]
    if hit.last_run_id == hit.first_run_id:
        return told
    return [*told, _event(hit.last_run.started_at, str(hit.last_run), _("仍然存在"), "warning")]


def _event(at: Any, who: str, what: str, tone: str) -> dict[str, Any]:
    return {"at": at, "who": who, "what": what, "note": "", "tone": tone}


def run_facts(run: AuditRun) -> list[tuple]:
    return [
        (_("核查日期"), figures.day(run.day)),
        (_("范围"), _("全县，全部学期")),
        (_("发起"), run.requester),
        (_("开始时间"), figures.minute(run.started_at)),
        (_("结束时间"), figures.minute(run.finished_at) if run.finished_at else ""),
        (_("用时"), run.took),
    ]


def run_counts(run: AuditRun) -> list[dict[str, Any]]:
    return [{"check": check, **run.counts[code]} for code, check in CHECKS.items() if code in run.counts]
