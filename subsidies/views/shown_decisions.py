"""What the pages of decisions show: labels, values, the rows behind a decision and where each number of a table leads."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.choices import SchoolStage
from aid_portal.identifiers import mask_registry
from aid_portal.links import rows
from aid_portal.models import User
from students.choices import Hukou
from students.models import Determination, Record
from students.sealing import open_enrolment
from students.sheets import enrolment_words
from students.sheets.rosters import grade_word
from subsidies.filters.decisions import DecisionSummaryFilter
from subsidies.models import Decision, DecisionCase
from subsidies.reports.sums import Pivot, Sums
from subsidies.reports.words import PolicyWords


def decision_facts(decision: Decision, words: PolicyWords) -> list[tuple]:
    case, enrolment = decision.case, decision.enrolment
    number = open_enrolment(enrolment).get("registry_number", "") if enrolment.sealed else ""
    return [
        (_("学生"), enrolment.name, rows("students:student-detail", decision.student_id)),
        (_("学籍号"), mask_registry(number) if number else ""),
        (_("学校"), decision.school, decision.school.get_absolute_url()),
        (_("学期"), decision.term),
        (_("资助项目"), decision.programme),
        (_("资助档次"), words.tier(case.tier)),
        (_("金额（元）"), figures.yuan(case.amount)),
        (_("资助方式"), _("减免，由学校直接免收") if case.waiver else _("发放到资助卡")),
        (_("政策版本"), case.policy, rows("subsidies:policy-detail", case.policy_id)),
    ]


def case_facts(case: DecisionCase, words: PolicyWords) -> list[tuple]:
    """All that the law asked about the child."""
    return [
        (_("学段年级"), f"{SchoolStage(case.stage).label} {grade_word(case.stage, case.grade)}"),
        (_("就读方式"), enrolment_words.boarding(case.boarding)),
        (_("户口性质"), Hukou(case.hukou).label if case.hukou else _("未填")),
        (_("涉农专业"), enrolment_words.yes_no(case.agriculture)),
        (_("困难类型"), words.all_categories(case.categories)),
        (_("学校认定档次"), words.tier(case.determined)),
    ]


def record_rows(
    records: Iterable[Record], determination: Determination | None, words: PolicyWords, user: User
) -> list[dict[str, Any]]:
    """The source rows, for those who may see the lists; a school reads what it determined itself, without the county's file."""
    shown = [
        {
            "label": record.release.get_kind_display(),
            "url": rows("students:record-detail", record.pk),
            "day": record.release.data_date,
            "row": record.row,
            "said": "，".join(filter(None, [record.name, words.all_categories(record.categories), record.detail])),
        }
        for record in records
    ]
    return shown + ([_determined(determination, words, user)] if determination else [])


def _determined(determination: Determination, words: PolicyWords, user: User) -> dict[str, Any]:
    return {
        "label": _("学校认定结果"),
        "url": determination.source.get_absolute_url() if user.has(determination.seen_with) else "",
        "day": None,
        "row": determination.row,
        "said": "，".join(filter(None, [determination.name, words.tier(determination.tier), determination.kinds])),
    }


def story(decisions: Iterable[Decision], words: PolicyWords) -> list[dict[str, Any]]:
    """How the decision on this programme and term came about and changed, oldest first."""
    told = []
    for decision in decisions:
        made, gone = decision.run, decision.superseded_by
        said = {"amount": figures.yuan(decision.case.amount), "grounds": words.grounds(decision.case.grounds)}
        told.append(_event(made, _("核定%(amount)s元（%(grounds)s）") % said, "success"))
        if gone:
            told.append(_event(gone, _("%(amount)s元的结果不再有效") % said, "warning"))
    return told


def _event(run: Any, what: str, tone: str) -> dict[str, Any]:
    return {"at": run.finished_at or run.started_at, "who": str(run), "what": what, "note": "", "tone": tone}


def pivot_table(pivot: Pivot, found: DecisionSummaryFilter, by: str) -> dict[str, Any]:
    """Every number leads to the decisions it counts: the page's own conditions and the place of the cell."""
    given = {name: value for name, value in found.data.items() if name != "by"}
    return {
        "by": by,
        "stages": [stage.label for stage in pivot.stages],
        "rows": [
            {
                "label": row.label,
                "cells": [
                    _cell(cell, {**given, by: row.code, "stage": stage})
                    for stage, cell in zip(pivot.stages, row.cells, strict=True)
                ],
                "total": _cell(row.total, {**given, by: row.code}),
            }
            for row in pivot.rows
        ],
        "totals": [_cell(cell, {**given, "stage": stage}) for stage, cell in zip(pivot.stages, pivot.totals, strict=True)],
        "total": _cell(pivot.total, given),
    }


def _cell(sums: Sums | None, query: dict[str, Any]) -> dict[str, Any]:
    return {"sums": sums, "url": rows("subsidies:decision-list", **query) if sums else ""}
