"""Papers of a notice to take away: each is a POST, because what is handed out is recorded."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from aid_portal.permissions import Permission, require
from supervision.actions import notice_papers
from supervision.models import Step
from supervision.views.notices import find


@require_POST
@require(Permission.NOTICE_VIEW)
def pdf(request, pk):
    return handed(notice_papers.pdf(notice=find(request, pk), by=request.user))


@require_POST
@require(Permission.NOTICE_VIEW)
def word(request, pk):
    return handed(notice_papers.word(notice=find(request, pk), by=request.user))


@require_POST
@require(Permission.NOTICE_VIEW)
def receipt_form(request, pk):
    return handed(notice_papers.receipt_form(notice=find(request, pk), by=request.user))


@require_POST
@require(Permission.INSPECTION_VIEW)
def letter(request, pk):
    step = get_object_or_404(Step.objects.visible_to(request.user).for_list(), pk=pk)
    return handed(notice_papers.letter(step=step, by=request.user))


def handed(made: notice_papers.Made) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, made.name), "Cache-Control": "no-store"}
    return HttpResponse(made.content, content_type=made.content_type, headers=headers)
