"""What the check decided: the list with its sums, one decision with its reasons, and the tables by town and school."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from aid_portal.links import rows
from aid_portal.listing import RESULTS_ID, Empty, list_page
from aid_portal.permissions import Permission, require
from students.models import Record
from subsidies.filters.decisions import DecisionFilter, DecisionSummaryFilter
from subsidies.models import Decision
from subsidies.reports.explained import explain_all
from subsidies.reports.sums import pivot, sums
from subsidies.reports.words import policy_words
from subsidies.tables.decisions import DecisionTable
from subsidies.views.shown_decisions import case_facts, decision_facts, pivot_table, record_rows, story


@require(Permission.DECISION_VIEW)
def decision_list(request):
    return list_page(
        request,
        queryset=Decision.objects.visible_to(request.user).for_list(),
        filterset_class=DecisionFilter,
        table_class=DecisionTable,
        title=_("资助结果"),
        template="subsidies/decisions/list.html",
        empty=Empty(_("本学期还没有资助结果"), _("资格比对完成后，应享资助的学生会列在这里。"), icon="cash-coin"),
        exports=("decisions",),
        sums_url=rows("subsidies:decision-sums"),
    )


@require(Permission.DECISION_VIEW)
def decision_sums(request):
    """What stands above the list, for exactly its filter."""
    found = DecisionFilter(request.GET, Decision.objects.visible_to(request.user), request=request)
    context = {"sums": sums(found.rows) if found.form.is_valid() else None}
    template = "subsidies/decisions/_sums.html" if request.htmx else "subsidies/decisions/sums.html"
    return render(request, template, context)


@require(Permission.DECISION_VIEW)
def decision_summary(request):
    found = DecisionSummaryFilter(request.GET, Decision.objects.visible_to(request.user), request=request)
    valid = found.form.is_valid()
    by = found.form.cleaned_data["by"] if valid else "town"
    context = {
        "list": {"filterset": found, "request": request},
        "pivot": pivot_table(pivot(found.rows, by), found, by),
        "sums": sums(found.rows) if valid else None,
    }
    part = request.headers.get("HX-Target") == RESULTS_ID
    return render(request, "subsidies/decisions/_summary.html" if part else "subsidies/decisions/summary.html", context)


@require(Permission.DECISION_VIEW)
def decision_detail(request, pk):
    visible = Decision.objects.visible_to(request.user).select_related("term", "case__policy", "run", "superseded_by").for_list()
    decision = get_object_or_404(visible, pk=pk)
    words = policy_words()
    explained = explain_all([decision])[decision.pk]
    records = Record.objects.visible_to(request.user).filter(pk__in=decision.record_ids).select_related("release")
    earlier = visible.filter(student=decision.student_id, term=decision.term_id, programme=decision.programme_id).order_by("pk")
    context = {
        "decision": decision,
        "sentence": explained.sentence,
        "facts": decision_facts(decision, words),
        "case_facts": case_facts(decision.case, words),
        "records": record_rows(records, explained.determination, words, request.user),
        "story": story(earlier, words),
    }
    return render(request, "subsidies/decisions/detail.html", context)
