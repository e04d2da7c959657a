"""The rows of the lists: all of a term with their sums, and one with everything that happened to it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.links import rows
from aid_portal.listing import RESULTS_ID, Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from subsidies.filters.entitlements import EntitlementFilter, OverrideFilter
from subsidies.forms.entitlements import DaysForm, HoldForm
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.models import Adjustment, Decision, Entitlement, Payment, Recovery
from subsidies.reports.dues import due_of
from subsidies.reports.explained import explain_all
from subsidies.reports.list_sums import row_sums
from subsidies.reports.override_trials import trials
from subsidies.reports.words import policy_words
from subsidies.tables.adjustments import RECOVERY_LOOKS
from subsidies.tables.entitlements import EntitlementTable
from subsidies.views.shown_entitlements import due_facts, entitlement_doings, entitlement_facts, payment_rows, story


def find(request, pk):
    visible = Entitlement.objects.visible_to(request.user).for_list()
    related = ("term", "policy", "evidence", "held_by", "list__confirmed_by", "list__reviewed_by", "list__approved_by")
    return get_object_or_404(visible.select_related(*related), pk=pk)


@require(Permission.ENTITLEMENT_VIEW)
def entitlement_list(request):
    return list_page(
        request,
        queryset=Entitlement.objects.visible_to(request.user).for_list(),
        filterset_class=EntitlementFilter,
        table_class=EntitlementTable,
        title=_("享受资助学生"),
        template="subsidies/entitlements/list.html",
        empty=Empty(_("本学期还没有享受资助的学生"), _("生成名单后，各校名单上的学生都在这里。"), icon="people"),
        exports=("entitlements",),
        sums_url=rows("subsidies:entitlement-sums"),
    )


@require(Permission.ENTITLEMENT_VIEW)
def entitlement_sums(request):
    found = EntitlementFilter(request.GET, Entitlement.objects.visible_to(request.user), request=request)
    context = {"sums": row_sums(found.rows) if found.form.is_valid() else None}
    template = "subsidies/lists/_sums.html" if request.htmx else "subsidies/lists/sums.html"
    return render(request, template, context)


@require(Permission.ENTITLEMENT_VIEW)
def entitlement_detail(request, pk):
    found = find(request, pk)
    payments = Payment.objects.visible_to(request.user).filter(entitlement=found).for_list().order_by("pk")
    adjustments = Adjustment.objects.visible_to(request.user).filter(entitlement=found).for_list().order_by("pk")
    recoveries = Recovery.objects.visible_to(request.user).filter(adjustment__entitlement=found).order_by("pk")
    decisions = Decision.objects.visible_to(request.user).select_related("term", "case__policy").for_list()
    decision = decisions.filter(pk=found.decision_id).first()
    context = {
        "found": found,
        "decision": decision,
        "sentence": explain_all([decision])[decision.pk].sentence if decision else "",
        "facts": entitlement_facts(found, policy_words()),
        "due": due_facts(found, due_of(found)),
        "payments": payment_rows(payments, request.user),
        "adjustments": adjustments,
        "recoveries": [{"row": each, "look": RECOVERY_LOOKS[each.status]} for each in recoveries],
        "story": story(found, payments, adjustments),
        "may": entitlement_doings(found, request.user),
        "once_form": OnceForm(),
        "note_form": OnceNoteForm(),
        "days_form": DaysForm(initial={"boarding": found.boarding_days, "day": found.day_days}),
        "hold_form": HoldForm(),
    }
    return render(request, "subsidies/entitlements/detail.html", context)


@require_POST
@require(Permission.ENTITLEMENT_VIEW)
def evidence(request, pk):
    found = find(request, pk)
    if found.evidence is None:
        raise Http404
    return hand_out(found.evidence, by=request.user)


@require(Permission.ENTITLEMENT_VIEW)
def entitlement_try(request):
    """Another tier or amount for the rows of a filter: before and after by school; nothing is written."""
    found = OverrideFilter(request.GET, Entitlement.objects.visible_to(request.user), request=request)
    asked = found.form.cleaned_data if found.form.is_valid() else {}
    tier, amount = asked.get("to_tier") or "", asked.get("to_amount")
    tried = trials(found.rows, tier=tier, amount=amount) if tier or amount is not None else None
    context = {"list": {"filterset": found, "request": request}, "tried": tried}
    part = request.headers.get("HX-Target") == RESULTS_ID
    return render(request, "subsidies/entitlements/_try.html" if part else "subsidies/entitlements/try.html", context)
