"""Papers to print and sign: each is made for the moment, handed out by a POST and put on record."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out_made
from subsidies.actions import batch_papers
from subsidies.actions.made_papers import PaperForm
from subsidies.forms.papers import PublicListForm
from subsidies.models import EntitlementList, Payment
from subsidies.views.batches import find


@require_POST
@require(Permission.BATCH_VIEW)
def payment_request(request, pk):
    return handed_out(batch_papers.payment_request(batch=find(request, pk), form=asked_form(request), by=request.user))


@require_POST
@require(Permission.BATCH_VIEW)
def returned_payments(request, pk):
    return handed_out(batch_papers.returned_payments(batch=find(request, pk), form=asked_form(request), by=request.user))


@require_POST
@require(Permission.PAYMENT_VIEW)
def payment_roster(request):
    """Of one school, also for its own people, who do not see the batch."""
    batch, _bar, school = request.POST.get("roster", "").partition("|")
    found = roster_of(request.user, batch, school)
    return handed_out(batch_papers.payment_roster(**found, form=asked_form(request), by=request.user))


@require_POST
@require(Permission.ENTITLEMENT_VIEW)
def public_list(request, pk):
    found = get_object_or_404(EntitlementList.objects.visible_to(request.user).for_list(), pk=pk)
    form = PublicListForm(request.POST)
    if not form.is_valid():
        for field, errors in form.errors.items():
            messages.error(request, f"{form.fields[field].label}：{''.join(errors)}")
        return redirect(found)
    said = form.cleaned_data
    return handed_out(batch_papers.public_list(entitlement_list=found, **said, form=asked_form(request), by=request.user))


def roster_of(user, batch, school):
    """The batch and the school, if a payment of both is among those that the user sees."""
    visible = Payment.objects.visible_to(user).select_related("school", "batch__term", "batch__prepared_by")
    known = str(batch).isdecimal() and len(str(batch)) < 10
    row = visible.filter(batch=int(batch), school__code=school).order_by("sequence").first() if known else None
    if row is None:
        raise Http404
    return {"batch": row.batch, "school": row.school}


def handed_out(made):
    return hand_out_made(made.name, made.content, made.content_type)


def asked_form(request):
    return PaperForm.XLSX if request.POST.get("format") == PaperForm.XLSX else PaperForm.PDF
