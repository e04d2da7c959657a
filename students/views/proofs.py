"""Proofs of schooling outside the county: the list, handing one in, looking at it, verifying, refusing, the aid given there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import unmasking
from aid_portal.current_term import current_term
from aid_portal.forms.users import NoteForm
from aid_portal.identifiers import mask_id
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.revealed import show_revealed
from students.actions import proofs
from students.choices import RecordKind
from students.filters.proofs import ProofFilter
from students.forms.proofs import AidForm, ProofForm, VerifyForm
from students.models import Record, SchoolingProof
from students.reports.proofs import candidates
from students.sealing import open_proof
from students.tables.proofs import ProofTable
from students.views.shown_proofs import proof_page


def _visible(request):
    return SchoolingProof.objects.visible_to(request.user).for_list()


@require(Permission.PROOF_VIEW)
def proof_list(request):
    may_submit = request.user.has(Permission.PROOF_SUBMIT)
    begin = (rows("students:proof-submit"), _("登记证明")) if may_submit else ("", "")
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=ProofFilter,
        table_class=ProofTable,
        title=_("县外就读证明"),
        template="students/proofs/list.html",
        empty=Empty(_("还没有登记过证明"), _("监测户的孩子在县外上学的，登记学籍证明，由另一人核验。"), *begin, icon="geo-alt"),
        context={"may_submit": may_submit},
    )


@require(Permission.PROOF_SUBMIT)
def submit(request):
    """With ?record= for somebody on a list; else by name and id, which looks nothing up."""
    record = _record_asked_for(request)
    initial = {"academic_year": request.GET.get("year") or str(current_term(request).academic_year)}
    form = ProofForm(request.POST or None, request.FILES or None, initial=initial, listed=record is not None)
    if form.is_valid():
        proof = _hand_in(form, record, request.user)
        messages.success(request, _("已登记，等另一人核验。"))
        return redirect(proof)
    return render(request, "students/proofs/form.html", {"form": form, "record": record})


def _record_asked_for(request):
    key = request.GET.get("record", "")
    if not key:
        return None
    listed = Record.objects.visible_to(request.user).filter(release__kind=RecordKind.RURAL).select_related("release")
    return get_object_or_404(listed, pk=int(key) if key.isdecimal() and len(key) < 15 else 0)


def _hand_in(form, record, user):
    given = {"file": form.cleaned_data["file"], "facts": form.facts, "by": user}
    if record is not None:
        return proofs.submit_listed(record=record, **given)
    return proofs.submit_known(name=form.cleaned_data["name"], resident_id=form.cleaned_data["resident_id"], **given)


@require(Permission.PROOF_VIEW)
def proof_detail(request, pk):
    proof = get_object_or_404(_visible(request), pk=pk)
    return render(request, "students/proofs/detail.html", proof_page(request, proof))


@require_POST
@require(Permission.PROOF_VERIFY)
def verify(request, pk):
    proof = get_object_or_404(_visible(request), pk=pk)
    form = VerifyForm(request.POST, candidates=candidates(proof, request.user))
    if form.is_valid():
        proofs.verify(proof=proof, record=form.cleaned_data.get("record"), by=request.user)
        messages.success(request, _("已核验。下一次资格比对起，这个孩子算作县外就读。"))
    else:
        messages.error(request, _("选的名单记录已不在名单上，请重新选择。"))
    return redirect(proof)


@require_POST
@require(Permission.PROOF_VERIFY)
def refuse(request, pk):
    proof = get_object_or_404(_visible(request), pk=pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        proofs.refuse(proof=proof, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已记为未通过，登记人能看到原因。"))
    else:
        messages.error(request, _("请写明未通过的原因。"))
    return redirect(proof)


@require_POST
@require(Permission.PROOF_SUBMIT)
def add_aid(request, pk):
    proof = get_object_or_404(_visible(request), pk=pk)
    form = AidForm(request.POST)
    if form.is_valid():
        proofs.add_aid(proof=proof, **form.cleaned_data, by=request.user)
        messages.success(request, _("已补充当地资助情况。"))
    else:
        messages.error(request, _("请写明当地的资助情况。"))
    return redirect(proof)


@require_POST
@require(Permission.REVEAL)
def reveal(request, pk):
    """The id that was typed, in full, with a reason, for half a minute."""
    proof = get_object_or_404(_visible(request), pk=pk)
    reason = request.POST.get("reason", "")
    unmasking.reveal(target=proof, fields=["resident_id"], reason=reason, unit=proof.unit, by=request.user)
    value = open_proof(proof).get("resident_id", "")
    return show_revealed(request, value, mask_id, back=proof.get_absolute_url())
