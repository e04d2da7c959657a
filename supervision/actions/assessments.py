"""begin, weigh, compute, adjust, submit, send_back, publish: the year-end assessment from its weights to its ranks."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from supervision.choices import AssessmentStatus
from supervision.models import Assessment, AssessmentIndicator, IndicatorMark, UnitAssessment
from supervision.reports.assessment_counts import counts, schools_assessed
from supervision.reports.assessment_marks import adjustment_of, as_rules, total_of
from supervision.rules.assessments import INDICATORS, Count, Mark, assess, ranks, refuse_adjustment

FULL = Decimal(100)
WORDS = ("code", "name", "numerator", "denominator", "period", "method", "weight")


@transaction.atomic
def begin(*, year: int, title: str, by: User) -> Assessment:
    """A year with the indicators of the law and the weights of the year before."""
    if Assessment.objects.filter(year=year).exists():
        raise Refused(_("%(year)s年度的考核已经建立，请直接打开。") % {"year": year}, code="known")
    before = Assessment.objects.filter(year__lt=year).order_by("-year").first()
    weights = dict(before.indicators.values_list("code", "weight")) if before else {}
    known = {indicator.code for indicator in INDICATORS} == set(weights)
    assessment = Assessment.objects.create(year=year, title=title, made_by=by)
    AssessmentIndicator.objects.bulk_create(
        AssessmentIndicator(
            assessment=assessment, position=position, **{name: getattr(each, name) for name in WORDS}
            | ({"weight": weights[each.code]} if known else {}),
        )
        for position, each in enumerate(INDICATORS, start=1)
    )  # fmt: skip
    audit.record("supervision.assessment.begun", by=by, target=assessment, after={"year": year})
    return assessment


@transaction.atomic
def weigh(*, assessment: Assessment, weights: Mapping[str, Decimal], by: User) -> Assessment:
    """All weights at once: they make a hundred. Marks that are there already are computed anew."""
    assessment = _draft(assessment)
    if sum(weights.values()) != FULL:
        words = {"sum": sum(weights.values()), "rest": FULL - sum(weights.values())}
        raise Refused(_("权重合计是%(sum)s分，应为100分，还差%(rest)s分。") % words, code="not_a_hundred")
    indicators = list(assessment.indicators.all())
    before = {each.code: each.weight for each in indicators}
    for each in indicators:
        each.weight = weights[each.code]
    AssessmentIndicator.objects.bulk_update(indicators, ["weight"])
    audit.record("supervision.assessment.weighed", by=by, target=assessment, before=before, after=dict(weights))
    return _computed(assessment) if assessment.computed_at else assessment


@transaction.atomic
def compute(*, assessment: Assessment, by: User) -> Assessment:
    """Count everything now. What a person has put right stays, unless it no longer fits between nought and the weight."""
    assessment = _computed(_draft(assessment))
    audit.record("supervision.assessment.computed", by=by, target=assessment, after={"rows": assessment.sheets.count()})
    return assessment


def _computed(assessment: Assessment) -> Assessment:
    indicators = {each.code: each for each in assessment.indicators.order_by("position")}
    known = {
        (mark.sheet.unit_id, mark.indicator.code): mark
        for mark in IndicatorMark.objects.filter(sheet__assessment=assessment).for_list()
        if mark.points is not None
    }
    IndicatorMark.objects.filter(sheet__assessment=assessment).delete()
    counted, rules = counts(assessment.year), [as_rules(each) for each in indicators.values()]
    sheets, marks = _sheets(assessment), []
    for sheet in sheets:
        found = assess(counted.get(sheet.unit_id, {}), indicators=rules)
        rows = [_row(mark, sheet, indicators, known.get((sheet.unit_id, mark.indicator.code))) for mark in found]
        sheet.total = total_of(rows)
        marks += rows
    UnitAssessment.objects.bulk_update(sheets, ["total"])
    IndicatorMark.objects.bulk_create(marks, batch_size=2000)
    assessment.computed_at = timezone.now()
    assessment.save(update_fields=["computed_at"])
    return assessment


def _sheets(assessment: Assessment) -> list[UnitAssessment]:
    """One for each school of now; a sheet keeps its address when it is computed anew."""
    schools = list(schools_assessed())
    assessment.sheets.exclude(unit__in=schools).delete()
    known = {sheet.unit_id: sheet for sheet in assessment.sheets.all()}
    fresh = [UnitAssessment(assessment=assessment, unit=unit) for unit in schools if unit.pk not in known]
    return [*known.values(), *UnitAssessment.objects.bulk_create(fresh)]


def _row(
    mark: Mark, sheet: UnitAssessment, indicators: Mapping[str, AssessmentIndicator], known: IndicatorMark | None
) -> IndicatorMark:
    count: Count | None = mark.count
    row = IndicatorMark(
        sheet=sheet, indicator=indicators[mark.indicator.code], weight=mark.weight, computed=mark.computed,
        numerator=count.numerator if count else None, denominator=count.denominator if count else None,
    )  # fmt: skip
    if known and row.computed is not None and 0 <= row.computed + (known.points or 0) <= row.weight:
        row.points, row.reason, row.adjusted_by, row.adjusted_at = (
            known.points,
            known.reason,
            known.adjusted_by,
            known.adjusted_at,
        )
    return row


@transaction.atomic
def adjust(*, mark: IndicatorMark, points: Decimal, reason: str, by: User) -> IndicatorMark:
    """Points more or less than computed, with the reason that is shown beside them; nought takes an adjustment back."""
    _draft(mark.sheet.assessment)
    mark = IndicatorMark.objects.locked().for_list().get(pk=mark.pk)
    refuse_empty(reason, _("请写明调整得分的理由。"))
    refuse_adjustment(adjustment_of(mark, points, reason))
    before = {"points": mark.points, "reason": mark.reason}
    mark.points, mark.reason = (points, reason.strip()) if points else (None, "")
    mark.adjusted_by, mark.adjusted_at = (by, timezone.now()) if points else (None, None)
    mark.save(update_fields=["points", "reason", "adjusted_by", "adjusted_at"])
    sheet = mark.sheet
    sheet.total = total_of(sheet.marks.all())
    sheet.save(update_fields=["total"])
    audit.record(
        "supervision.assessment.adjusted",
        by=by,
        target=mark,
        unit=sheet.unit,
        before=before,
        after={"points": points},
        note=reason,
    )
    return mark


@transaction.atomic
def submit(*, assessment: Assessment, by: User) -> Assessment:
    assessment = _draft(assessment)
    if assessment.computed_at is None:
        raise Refused(_("还没有计算得分，请先点“计算得分”。"), code="not_computed")
    assessment.move_to(AssessmentStatus.SUBMITTED)
    assessment.submitted_by, assessment.submitted_at, assessment.return_note = by, timezone.now(), ""
    assessment.save(update_fields=["status", "submitted_by", "submitted_at", "return_note"])
    audit.record("supervision.assessment.submitted", by=by, target=assessment)
    return assessment


@transaction.atomic
def send_back(*, assessment: Assessment, note: str, by: User) -> Assessment:
    refuse_empty(note, _("请写明退回的原因。"))
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    assessment.move_to(AssessmentStatus.DRAFT)
    assessment.submitted_by = assessment.submitted_at = None
    assessment.return_note = note.strip()
    assessment.save(update_fields=["status", "submitted_by", "submitted_at", "return_note"])
    audit.record("supervision.assessment.returned", by=by, target=assessment, note=note)
    return assessment


@transaction.atomic
def publish(*, assessment: Assessment, by: User) -> Assessment:
    """Another person's word; ranks are given and from now on nothing of it changes."""
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    touched = IndicatorMark.objects.filter(sheet__assessment=assessment, adjusted_by__in=by.stands_for).exists()
    if assessment.submitted_by_id in by.stands_for or touched:
        raise Refused(_("您提交过或调整过这份考核，须由另一人审定公布。"), code="own_work")
    assessment.move_to(AssessmentStatus.PUBLISHED)
    _rank(assessment)
    assessment.published_by, assessment.published_at = by, timezone.now()
    assessment.save(update_fields=["status", "published_by", "published_at"])
    audit.record("supervision.assessment.published", by=by, target=assessment, after={"rows": assessment.sheets.count()})
    return assessment


def _rank(assessment: Assessment) -> None:
    sheets = list(assessment.sheets.all())
    places = ranks({str(sheet.pk): sheet.total for sheet in sheets})
    for sheet in sheets:
        sheet.rank = places.get(str(sheet.pk))
    UnitAssessment.objects.bulk_update(sheets, ["rank"])


def _draft(assessment: Assessment) -> Assessment:
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    if assessment.status != AssessmentStatus.DRAFT:
        words = {"assessment": assessment, "state": assessment.get_status_display()}
        raise Refused(_("“%(assessment)s”%(state)s，不能再改。待审定的要先退回。") % words, code="not_a_draft")
    return assessment
