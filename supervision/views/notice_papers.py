"""Papers of a notice to take away: each is a POST, because what is handed out is recorded."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out_made
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
    return hand_out_made(made.name, made.content, made.content_type)
