"""The eligibility check: its runs, starting one, what one rested on and what it changed."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aid_portal.current_term import current_term
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import JobRun
from aid_portal.permissions import Permission, require
from aid_portal.views.job_runs import polling_interval
from students.models import Release, TermSetting
from subsidies.actions import checks
from subsidies.choices import PolicyStatus, RunStatus
from subsidies.filters.runs import RunChangeFilter, RunFilter
from subsidies.forms.runs import DRY, RunForm
from subsidies.models import EligibilityRun, PolicyVersion, RunChange
from subsidies.reports.preparations import preparation
from subsidies.tables.runs import RunChangeTable, RunTable
from subsidies.views.shown_runs import (
    change_groups,
    preparation_facts,
    prepared_lists,
    run_cards,
    run_facts,
    run_releases,
)


@require(Permission.CHECK_VIEW)
def run_list(request):
    may_start = request.user.has(Permission.CHECK_RUN)
    start = (rows("subsidies:run-start"), _("发起比对")) if may_start else ("", "")
    return list_page(
        request,
        queryset=EligibilityRun.objects.visible_to(request.user).for_list(),
        filterset_class=RunFilter,
        table_class=RunTable,
        title=_("资格比对"),
        template="subsidies/runs/list.html",
        empty=Empty(_("还没有做过资格比对"), _("花名册和部门名单到齐后，由县资助中心发起。"), *start, icon="clipboard-check"),
        context={"may_start": may_start},
    )


@require(Permission.CHECK_RUN)
def start(request):
    code = request.GET.get("term") or str(current_term(request))
    term = get_object_or_404(TermSetting.objects.visible_to(request.user), pk=code)
    policies = PolicyVersion.objects.visible_to(request.user).for_list().exclude(status=PolicyStatus.DISCARDED)
    chosen = {"policy": request.GET.get("policy", "")}
    form = RunForm(request.POST or None, initial=chosen, policies=policies, only_dry=term.is_locked)
    if form.is_valid():
        dry = form.cleaned_data["kind"] == DRY
        run = checks.start(term=term, by=request.user, dry=dry, policy=form.cleaned_data["policy"])
        return _say_started(request, run, dry)
    prepared = preparation(term, request.user)
    context = {
        "form": form,
        "prepared": prepared,
        "facts": preparation_facts(prepared),
        "lists": prepared_lists(prepared),
        "tabs": _term_tabs(request, term, chosen["policy"]),
        "action": rows("subsidies:run-start", term=term.pk, policy=chosen["policy"]),
    }
    return render(request, "subsidies/runs/start.html", context)


@require(Permission.CHECK_VIEW)
def run_detail(request, pk):
    run = get_object_or_404(EligibilityRun.objects.visible_to(request.user).for_list(), pk=pk)
    changes = RunChange.objects.visible_to(request.user).filter(run=run)
    groups = change_groups(run, changes)
    job = JobRun.objects.visible_to(request.user).filter(pk=run.job_id).first()
    context = {
        "run": run,
        "job": job,
        "every": polling_interval(job) if job else "",
        "may_change": bool(job) and job.may_be_changed_by(request.user),
        "facts": run_facts(run),
        "releases": run_releases(run, Release.objects.visible_to(request.user)),
        "cards": run_cards(run, changes, request.user),
        "groups": groups,
        "nothing_changed": run.status == RunStatus.DONE and not any(group["rows"] for group in groups),
        "may_start": request.user.has(Permission.CHECK_RUN),
    }
    return render(request, "subsidies/runs/detail.html", context)


@require(Permission.CHECK_VIEW)
def run_changes(request, pk):
    run = get_object_or_404(EligibilityRun.objects.visible_to(request.user).for_list(), pk=pk)
    return list_page(
        request,
        queryset=RunChange.objects.visible_to(request.user).filter(run=run).for_list(),
        filterset_class=RunChangeFilter,
        table_class=RunChangeTable,
        title=_("比对变化"),
        template="subsidies/runs/changes.html",
        empty=Empty(_("没有变化"), _("这次比对的结果与上次完全相同。"), icon="check-circle"),
        context={"run": run},
    )


def _say_started(request, run, dry):
    if run.dry != dry or run.requested_by != request.user:
        messages.info(request, _("%(term)s正在比对，请等它结束后再发起。这是正在进行的那一次。") % {"term": run.term})
    else:
        messages.success(request, _("已开始。可以关闭页面，稍后在“后台任务”或“资格比对”中查看。"))
    return redirect(run)


def _term_tabs(request, chosen, policy):
    address = partial(rows, "subsidies:run-start", policy=policy)
    terms = TermSetting.objects.visible_to(request.user).order_by("-position")
    return [{"label": str(term), "url": address(term=term.pk), "current": term == chosen, "count": None} for term in terms]
