"""Social programmes of a year: the list with its sums, one agreement, proposing, changing and deciding it."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from subsidies.actions import donation_agreements
from subsidies.filters.donations import DonationFilter
from subsidies.forms.donations import AgreementForm, begin_with
from subsidies.models import DonationAgreement
from subsidies.reports.donations import sums, with_money
from subsidies.tables.donations import DonationTable
from subsidies.views.entitlement_deeds import keep
from subsidies.views.second_words import decided
from subsidies.views.shown_donations import agreement_page

KIND = "donation_agreement"


def _visible(request):
    return DonationAgreement.objects.visible_to(request.user).for_list().with_state()


@require(Permission.DONATION_VIEW)
def donation_list(request):
    may_add = request.user.has(Permission.DONATION_EDIT)
    begin = (rows("subsidies:donation-agreement-add"), _("登记资助项目")) if may_add else ("", "")
    words = _("先登记捐赠人和协议：用途、资助谁、每人多少；另一人批准后登记捐赠，再安排给学生。")
    return list_page(
        request,
        queryset=with_money(_visible(request).leading()),
        filterset_class=DonationFilter,
        table_class=DonationTable,
        title=_("社会捐赠"),
        template="subsidies/donations/list.html",
        empty=Empty(_("这一年还没有社会资助项目"), words, *begin, icon="gift"),
        exports=("donation_programmes",),
        sums_url=rows("subsidies:donation-sums"),
        context={"may_add": may_add},
    )


@require(Permission.DONATION_VIEW)
def donation_sums(request):
    """What stands above the list, for exactly its conditions; not mixed with state aid."""
    found = DonationFilter(request.GET, _visible(request).leading(), request=request)
    template = "subsidies/donations/_sums.html" if request.htmx else "subsidies/donations/sums.html"
    return render(request, template, {"sums": sums(found.rows) if found.form.is_valid() else None})


@require(Permission.DONATION_VIEW)
def agreement_detail(request, pk):
    agreement = get_object_or_404(with_money(_visible(request)), pk=pk)
    return render(request, "subsidies/donations/agreement.html", agreement_page(agreement, request.user))


@require(Permission.DONATION_EDIT)
@idempotent
def agreement_add(request):
    year = current_term(request).year
    days = {"first_day": date(year, 1, 1), "last_day": date(year, 12, 31)}
    form = _form(request, {"year": year, "donors": request.GET.getlist("donor"), **days})
    made = carried_out(form, lambda: _proposed(form, request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/donations/agreement_form.html", {"form": form, "agreement": None})
    messages.success(request, _("已登记“%(programme)s”，另一人批准后可以登记捐赠。") % {"programme": made})
    return redirect(made)


def _proposed(form, user):
    said = form.cleaned_data
    facts = {"label": said["label"], "year": said["year"], **_told(form, user)}
    return donation_agreements.propose(**facts, by=user)


@require(Permission.DONATION_EDIT)
@idempotent
def agreement_change(request, pk):
    agreement = get_object_or_404(_visible(request), pk=pk)
    form = _form(request, begin_with(agreement), running=agreement)
    made = carried_out(form, lambda: _changed(form, agreement, request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/donations/agreement_form.html", {"form": form, "agreement": agreement})
    messages.success(request, _("已登记变更，另一人批准后起用；批准前仍按现行协议。"))
    return redirect(made)


def _changed(form, agreement, user):
    facts = {"programme": agreement.programme, "year": agreement.year, **_told(form, user)}
    return donation_agreements.change(**facts, by=user)


def _form(request, begin, **options):
    schools = OrgUnit.objects.visible_to(request.user).schools()
    return AgreementForm(request.POST or None, request.FILES or None, initial=begin, schools=schools, **options)


def _told(form, user):
    said = form.cleaned_data
    evidence = keep(said["file"], user.home_unit, user, KIND)
    return {"donors": said["donors"], "schools": said["schools"], "evidence": evidence, **form.rules}


@require_POST
@require(Permission.DONATION_APPROVE)
@idempotent
def agreement_decide(request, pk):
    agreement = get_object_or_404(DonationAgreement.objects.visible_to(request.user), pk=pk)
    decide = partial(donation_agreements.decide, agreement=agreement)
    return decided(request, agreement, decide, yes=_("已批准，可以按这份协议登记捐赠、安排学生。"))


@require_POST
@require(Permission.DONATION_VIEW)
def agreement_evidence(request, pk):
    found = DonationAgreement.objects.visible_to(request.user).select_related("evidence")
    return handed_out(request, get_object_or_404(found, pk=pk))


def handed_out(request, paper):
    """The scan of a paper that has one."""
    if paper.evidence is None:
        raise Http404
    return hand_out(paper.evidence, by=request.user)
