"""Background work: what runs, how far it is, what came of it; cancel and retry."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aid_portal import figures, jobs
from aid_portal.filters.job_runs import JobRunFilter
from aid_portal.listing import Empty, list_page
from aid_portal.models import JobRun
from aid_portal.permissions import Permission, require
from aid_portal.tables.job_runs import JobRunTable

# htmx's answer for "no need to ask again"
STOP_POLLING = 286


@require_GET
@require(Permission.JOB_VIEW)
def index(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=JobRun.objects.visible_to(request.user).for_list(),
        filterset_class=JobRunFilter,
        table_class=JobRunTable,
        title=_("后台任务"),
        empty=Empty(_("还没有后台任务"), _("上传、比对和导出开始后会列在这里，关闭页面也不影响。"), icon="clock-history"),
    )


@require_GET
@require(Permission.JOB_VIEW)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    run = _find(request, pk)
    handler = jobs.handler_of(run.kind)
    concerned = handler if handler and handler.concerns(run, request.user) else None
    context = {
        "run": run,
        "every": polling_interval(run),
        "links": concerned.links(run) if concerned and not run.is_active else [],
        "may_change": run.may_be_changed_by(request.user),
        "facts": [
            (_("发起人"), run.requested_by),
            *([(_("接口令牌"), run.token_name)] if run.token_name else []),
            (_("单位"), run.unit),
            (_("发起时间"), figures.minute(run.created_at)),
            (_("结束时间"), figures.minute(run.finished_at) if run.finished_at else ""),
            (_("用时"), figures.duration(run.elapsed)),
            *(concerned.facts(run) if concerned else []),
        ],
    }
    return render(request, "aid_portal/job_runs/detail.html", context)


@require_GET
@require(Permission.JOB_VIEW)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The moving part alone; at the end the page is asked to load afresh, for its buttons and results have changed."""
    run = _find(request, pk)
    context = {"run": run, "every": polling_interval(run)}
    response = render(request, "aid_portal/job_runs/progress.html", context, status=200 if run.is_active else STOP_POLLING)
    if not run.is_active:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@require(Permission.JOB_VIEW)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    run = _find_own(request, pk)
    jobs.cancel(run=run, by=request.user)
    messages.success(request, _("正在取消“%(run)s”，已完成的部分保留。") % {"run": run})
    return redirect(run)


@require_POST
@require(Permission.JOB_VIEW)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    run = _find_own(request, pk)
    jobs.retry(run=run, by=request.user)
    messages.success(request, _("“%(run)s”已重新开始，从中断处继续。") % {"run": run})
    return redirect(run)


def polling_interval(run: JobRun) -> str:
    """Who waits for more than half a minute need not ask every second."""
    return "1s" if run.elapsed.total_seconds() < 30 else "3s"


def _find(request: HttpRequest, pk: int) -> JobRun:
    return get_object_or_404(JobRun.objects.visible_to(request.user).for_list(), pk=pk)


def _find_own(request: HttpRequest, pk: int) -> JobRun:
    run = _find(request, pk)
    if not run.may_be_changed_by(request.user):
        raise PermissionDenied(Permission.JOB_MANAGE.label)
    return run
