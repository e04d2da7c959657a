"""Without a login: what the policy gives in the current term, and what a household of some kind would get."""

from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from aid_portal.current_term import opening_term
from aid_portal.public_pages import open_and_kept, open_to_all
from subsidies.forms.self_checks import SelfCheckForm
from subsidies.reports import public_policies as told
from subsidies.reports.words import policy_words


@open_and_kept
@require_safe
def policies(request):
    policy, term = told.law(), opening_term()
    shown = {"term": term, "stages": told.help_by_stage(policy, term), "proven": told.proven_by_itself(policy)}
    return render(request, "public/aid/policies.html", shown)


@open_to_all
@sensitive_post_parameters()
def self_check(request):
    """Answered in the page of the form: what was said stands in no address, no row and no log."""
    policy, term = told.law(), opening_term()
    form = SelfCheckForm(request.POST or None, policy=policy)
    answer = told.answer(form.case, policy, policy_words(), term) if form.is_valid() else None
    return render(request, "public/aid/self_check.html", {"form": form, "term": term, "answer": answer})
