"""What detail pages of this floor show: labels, values and the lists behind the numbers."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.querysets import ROOT_PATH
from students.choices import DATED_KINDS, RecordKind
from students.models import Release
from subsidies.choices import Change, RunStatus
from subsidies.models import EligibilityRun, RunChange
from subsidies.reports import differences
from subsidies.reports.preparations import Preparation


def run_facts(run: EligibilityRun) -> list[tuple]:
    policy_page = rows("subsidies:policy-detail", run.policy_id)
    return [
        (_("学期"), run.term),
        (_("认定基准日"), figures.day(run.cut_off_on)),
        (_("政策版本"), f"{run.policy} {run.policy.get_status_display()}", policy_page),
        (_("方式"), _("试算，不写入") if run.dry else _("正式比对")),
        *_held(run),
        (_("发起人"), run.requester),
        (_("开始时间"), figures.minute(run.started_at)),
        (_("结束时间"), figures.minute(run.finished_at) if run.finished_at else ""),
        (_("用时"), run.took),
    ]


def _held(run: EligibilityRun) -> list[tuple]:
    if not run.same_as:
        return []
    words = _("上次比对后没有变化，沿用%(run)s") % {"run": run.same_as}
    return [(_("数据变化"), words, rows("subsidies:run-detail", run.same_as_id))]


def run_releases(run: EligibilityRun, visible: QuerySet[Release]) -> list[tuple]:
    """Every kind of list with the release that counted; a kind without one says so. No link where it may not be seen."""
    used = {release.kind: release for release in visible.filter(pk__in=run.releases.values())}
    return [_release(run, kind, used.get(kind)) for kind in DATED_KINDS]


def _release(run: EligibilityRun, kind: RecordKind, release: Release | None) -> tuple:
    if release:
        words = {"day": figures.day(release.data_date), "rows": figures.count(release.rows)}
        return (kind.label, _("%(day)s，%(rows)s行") % words, rows("students:release-detail", release.pk))
    return (kind.label, _("已使用") if kind in run.releases else _("没有名单"))


def run_cards(run: EligibilityRun, changes: QuerySet[RunChange], user: User) -> list[dict[str, Any]]:
    """Who gains, who loses, what becomes of the money: each number with its rows; a run that broke off may have some.

    The totals that the run kept are the county's: who looks after a part of it could not find their rows.
    """
    whole = differences.whole(changes)
    if run.status == RunStatus.RUNNING or (run.status != RunStatus.DONE and not whole.children):
        return []
    cards = [_card(change.label, getattr(whole, change), _("项"), _changes(run, change=change)) for change in Change]
    money = {"label": _("金额增减"), "value": figures.yuan(whole.money), "unit": _("元"), "url": _changes(run)}
    return [*cards, money, *(_total_cards(run) if ROOT_PATH in user.unit_paths else [])]


def _card(label: str, number: int | None, unit: str, url: str) -> dict[str, Any]:
    return {"label": label, "value": figures.count(number), "unit": unit, "url": url}


def _total_cards(run: EligibilityRun) -> list[dict[str, Any]]:
    """The state after the run, linked while it is still the present one."""
    if run.dry or run.status != RunStatus.DONE:
        return []
    url = rows("subsidies:decision-list", term=run.term_id) if run.is_latest else ""
    findings = rows("subsidies:finding-list", term=run.term_id) if run.is_latest else ""
    counts = run.counts
    return [
        _card(_("比对后资助"), counts.get("decisions"), _("人次"), url),
        _card(_("受助学生"), counts.get("children"), _("人"), url),
        _card(_("比对发现"), counts.get("findings"), _("条"), findings),
    ]


def change_groups(run: EligibilityRun, changes: QuerySet[RunChange]) -> list[dict[str, Any]]:
    """The difference by programme and by school, as tables of links."""
    if run.status == RunStatus.RUNNING:
        return []
    programmes = [(each, {"programme": each.code}) for each in differences.by_programme(changes)]
    schools = [(each, {"school": each.code}) for each in differences.by_school(changes)]
    return [
        {"title": _("按资助项目"), "heading": _("资助项目"), "rows": _linked(run, programmes)},
        {"title": _("按学校"), "heading": _("学校"), "rows": _linked(run, schools)},
    ]


def _linked(run: EligibilityRun, groups: Iterable[tuple[differences.Difference, dict[str, str]]]) -> list[dict[str, Any]]:
    return [
        {
            "label": each.label,
            "url": _changes(run, **where),
            "numbers": [(getattr(each, change), _changes(run, change=change, **where)) for change in Change],
            "children": each.children,
            "money": each.money,
        }
        for each, where in groups
    ]


def _changes(run: EligibilityRun, **query: object) -> str:
    return rows("subsidies:run-changes", run.pk, **query)


def preparation_facts(prepared: Preparation) -> list[tuple]:
    """What a check started now would rest on; each number leads to its rows where there is a page of them."""
    term, policy, last = prepared.term, prepared.policy, prepared.last
    year = {"year": term.term.academic_year.label}
    pairs = rows("students:match-list", term=term.pk, status="open")
    rosters = _("%(schools)s所学校，%(children)s人") % {
        "schools": figures.count(prepared.schools),
        "children": figures.count(prepared.children),
    }
    return [
        (_("认定基准日"), figures.day(term.cut_off_on), rows("students:term-list")),
        (_("现行政策"), f"{policy} {policy.note}".strip(), rows("subsidies:policy-detail", policy.pk)),
        (_("已接收花名册"), rosters, rows("students:roster-list", term=term.pk, status="accepted")),
        (_("%(year)s学校认定结果") % year, _("%(count)s条") % {"count": figures.count(prepared.determinations)}),
        (_("待核对"), _("%(count)s对") % {"count": prepared.open_pairs}, pairs),
        (_("上次正式比对"), figures.minute(last.finished_at) if last else _("还没有"), last.get_absolute_url() if last else ""),
    ]


def prepared_lists(prepared: Preparation) -> list[dict[str, Any]]:
    return [
        {
            "label": each.kind.label,
            "release": each.release,
            "age": each.days,
            "url": rows("students:release-detail", each.release.pk) if each.release else "",
        }
        for each in prepared.lists
    ]
