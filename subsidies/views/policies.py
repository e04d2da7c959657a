"""The policy read as a document: versions, one version, what counts in a term, what separates two."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from aid_portal import current_term
from aid_portal.forms.users import NoteForm as ReasonForm
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.terms import Term
from subsidies.choices import PolicyStatus
from subsidies.filters.policies import PolicyVersionFilter
from subsidies.forms.policies import SeenForm
from subsidies.models import EligibilityRun, PolicyRevision, PolicyVersion
from subsidies.models.policies import OPEN
from subsidies.reports import policies as laid_out
from subsidies.reports.policy_cards import programme_cards
from subsidies.rules.drafts import problems
from subsidies.rules.policy import parse
from subsidies.rules.policy_differences import differences
from subsidies.tables.policies import PolicyVersionTable
from subsidies.views.policy_shown import doings, policy_facts, policy_tabs, rule_facts


@require(Permission.POLICY_VIEW)
def policy_list(request):
    versions = PolicyVersion.objects.visible_to(request.user)
    may_draft = request.user.has(Permission.POLICY_EDIT) and not versions.being_made().exists()
    return list_page(
        request,
        queryset=versions.for_list(),
        filterset_class=PolicyVersionFilter,
        table_class=PolicyVersionTable,
        title=_("政策标准"),
        template="subsidies/policies/list.html",
        empty=Empty(_("没有政策版本"), _("系统随附的政策参数是第1版。"), icon="journal-text"),
        context={"draft_from": versions.in_force() if may_draft else None},
    )


@require(Permission.POLICY_VIEW)
def policy_detail(request, pk):
    visible = PolicyVersion.objects.visible_to(request.user)
    policy = get_object_or_404(visible.for_list(), pk=pk)
    trial = EligibilityRun.objects.visible_to(request.user).filter(policy=policy, dry=True).select_related("term").first()
    context = {
        "policy": policy,
        "facts": policy_facts(policy, _differences_to_come(policy, request.user), trial),
        "tabs": policy_tabs(policy, "policy-detail"),
        "programmes": programme_cards(policy.document, current_term.current_term(request)),
        "categories": laid_out.category_rows(policy.document),
        "tiers": policy.document["tiers"],
        "rules": rule_facts(policy.document),
        "other_draft": visible.being_made().exclude(pk=pk).first(),
        **_acting(policy, request.user),
    }
    return render(request, "subsidies/policies/detail.html", context)


def _acting(policy, user):
    """The buttons, what keeps a draft from being handed in, and the forms that unfold."""
    may = doings(policy, user)
    return {
        "may": may,
        "problems": problems(policy.document) if may["edit"] else [],
        "reason_form": ReasonForm(),
        "seen_form": SeenForm(initial={"seen": policy.revision}),
    }


def _differences_to_come(policy, user):
    """How many things an open draft would change in what is in force; None for what is decided."""
    if policy.status not in OPEN:
        return None
    return len(differences(PolicyVersion.objects.visible_to(user).in_force().document, policy.document))


@require(Permission.POLICY_VIEW)
def policy_term(request, pk):
    """What applies in term T, by the rule that decides."""
    policy = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    term = _asked_term(request)
    found = problems(policy.document)
    rules = None if found else parse(policy.document)
    context = {
        "policy": policy,
        "tabs": policy_tabs(policy, "policy-term"),
        "term": term,
        "terms": sorted({*current_term.terms(), term}, reverse=True),
        "heads": laid_out.tier_heads(rules) if rules else [],
        "rows": laid_out.term_table(rules, term) if rules else [],
        "sources": laid_out.burden_heads(),
        "burdens": laid_out.burden_table(rules, term) if rules else [],
        "problems": found,
    }
    return render(request, "subsidies/policies/term.html", context)


def _asked_term(request):
    code = request.GET.get("term", "")
    try:
        return Term.parse(code) if code else current_term.current_term(request)
    except ValueError as error:
        raise Http404 from error


@require(Permission.POLICY_VIEW)
def policy_difference(request, pk):
    """Old → new against another version: for a draft the one in force, else the one it was drafted from."""
    visible = PolicyVersion.objects.visible_to(request.user)
    policy = get_object_or_404(visible, pk=pk)
    others = visible.exclude(pk=pk)
    asked = request.GET.get("to", "")
    usual = {"status": PolicyStatus.APPROVED} if policy.status in OPEN else {"pk": policy.based_on_id}
    other = get_object_or_404(others, pk=int(asked)) if asked.isdecimal() else others.filter(**usual).first()
    context = {
        "policy": policy,
        "other": other,
        "others": others,
        "tabs": policy_tabs(policy, "policy-difference"),
        "rows": differences(other.document, policy.document) if other else [],
        **_acting(policy, request.user),
    }
    return render(request, "subsidies/policies/difference.html", context)


@require(Permission.POLICY_VIEW)
def policy_history(request, pk):
    """Who changed what while it was written."""
    policy = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    revisions = PolicyRevision.objects.visible_to(request.user).filter(policy=policy).for_list()
    may_restore = doings(policy, request.user)["edit"]
    context = {
        "policy": policy,
        "revisions": revisions,
        "tabs": policy_tabs(policy, "policy-history"),
        "may_restore": may_restore,
    }
    return render(request, "subsidies/policies/history.html", context)
