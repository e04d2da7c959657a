"""The auditors' bench: the questions, what each has found, one hit with its explanations, and the runs."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.listing import Empty, list_page
from aid_portal.models import JobRun
from aid_portal.permissions import Permission, require
from aid_portal.views.job_runs import polling_interval
from subsidies.actions import audit_checks
from subsidies.filters.audit_checks import AuditHitFilter, AuditRunFilter
from subsidies.forms.audit_checks import ExplainForm
from subsidies.models import AuditHit, AuditRun, Payment
from subsidies.reports.audit_hits import bench, fact_words
from subsidies.rules.audit_questions import CHECKS
from subsidies.tables.audit_checks import AuditHitTable, AuditRunTable
from subsidies.views.shown_audit import bench_cards, hit_facts, hit_payments, hit_story, run_counts, run_facts
from subsidies.views.shown_digits import digits_page


@require(Permission.AUDIT_CHECK_VIEW)
def audit_bench(request):
    runs = AuditRun.objects.visible_to(request.user).for_list()
    questions = bench(request.user)
    last = runs.last_done()
    context = {
        "questions": questions,
        "last": last,
        "running": runs.filter(status="running").first(),
        "cards": bench_cards(questions, last),
    }
    return render(request, "subsidies/audit_checks/bench.html", context)


@require(Permission.AUDIT_CHECK_VIEW)
def audit_check(request, code):
    check = CHECKS.get(code)
    if check is None:
        raise Http404
    if check.figures:
        return render(request, "subsidies/audit_checks/figures.html", digits_page(check, request.GET, request.user))
    return list_page(
        request,
        queryset=AuditHit.objects.visible_to(request.user).of(code).for_list(),
        filterset_class=AuditHitFilter,
        table_class=AuditHitTable,
        title=f"{check.code} {check.label}",
        template="subsidies/audit_checks/check.html",
        empty=_nothing(request),
        exports=("audit_hits",),
        context={"check": check},
    )


def _nothing(request):
    if AuditRun.objects.visible_to(request.user).last_done():
        return Empty(_("没有待处理的发现"), _("最近一次核查没有发现问题，或发现的都已说明。"), icon="check-circle")
    return Empty(_("还没有核查过"), _("每天夜里自动核查，也可以在“审计核查”页立即核查。"), icon="clock-history")


@require_POST
@require(Permission.AUDIT_CHECK_VIEW)
def audit_start(request):
    run = audit_checks.start(by=request.user)
    if run.requested_by_id == request.user.pk:
        messages.success(request, _("已开始核查，可以关闭页面，稍后回来查看。"))
    else:
        messages.info(request, _("正在核查，这是正在进行的那一次。"))
    return redirect(run)


@require(Permission.AUDIT_CHECK_VIEW)
def audit_hit_detail(request, pk):
    return _hit_page(request, _hit(request, pk))


@require_POST
@require(Permission.AUDIT_CHECK_EXPLAIN)
def audit_explain(request, pk):
    hit = _hit(request, pk)
    form = ExplainForm(request.POST)
    if not form.is_valid():
        return _hit_page(request, hit, form)
    audit_checks.explain(hit=hit, **form.cleaned_data, by=request.user)
    messages.success(request, _("已说明。事实没有变化期间，不再列为待处理。"))
    return redirect(hit)


def _hit(request, pk):
    return get_object_or_404(AuditHit.objects.visible_to(request.user).for_list(), pk=pk)


def _hit_page(request, hit, form=None):
    may_explain = request.user.has(Permission.AUDIT_CHECK_EXPLAIN) and hit.gone_in_id is None
    context = {
        "hit": hit,
        "check": CHECKS[hit.code],
        "facts": hit_facts(hit, fact_words(), request.user),
        "payments": hit_payments(hit, Payment.objects.visible_to(request.user).for_list(), request.user),
        "story": hit_story(hit, hit.explanations.select_related("made_by").order_by("pk")),
        "form": (form or ExplainForm(initial={"seen": hit.facts_hash})) if may_explain else None,
    }
    return render(request, "subsidies/audit_checks/hit.html", context)


@require(Permission.AUDIT_CHECK_VIEW)
def audit_run_list(request):
    return list_page(
        request,
        queryset=AuditRun.objects.visible_to(request.user).for_list(),
        filterset_class=AuditRunFilter,
        table_class=AuditRunTable,
        title=_("审计核查记录"),
        template="subsidies/audit_checks/runs.html",
        empty=Empty(_("还没有核查过"), _("每天夜里自动核查，也可以在“审计核查”页立即核查。"), icon="clock-history"),
    )


@require(Permission.AUDIT_CHECK_VIEW)
def audit_run_detail(request, pk):
    run = get_object_or_404(AuditRun.objects.visible_to(request.user).for_list(), pk=pk)
    job = JobRun.objects.visible_to(request.user).filter(pk=run.job_id).first()
    context = {
        "run": run,
        "job": job,
        "every": polling_interval(job) if job else "",
        "facts": run_facts(run),
        "counts": run_counts(run),
    }
    return render(request, "subsidies/audit_checks/run.html", context)
