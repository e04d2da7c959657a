"""Agreeing to several things of the inbox: first what they come to, then each by its own verb."""

from django.shortcuts import redirect, render

from aid_portal.actions import approvals
from aid_portal.approving import choice_of
from aid_portal.current_term import current_term
from aid_portal.forms.inbox import ApproveEachForm
from aid_portal.idempotency import idempotent
from aid_portal.waiting import Viewer, count_anew


@idempotent
def approve_each(request):
    if request.method != "POST":
        return redirect("inbox")
    viewer = Viewer(request.user, current_term(request))
    form = ApproveEachForm(request.POST) if "seen" in request.POST else None
    if form is None:
        return _ask(request, viewer, request.POST.getlist("selected"))
    if not form.is_valid():
        return _ask(request, viewer, form.cleaned_data.get("keys", []), form)
    facts = form.said
    outcome = approvals.approve_each(keys=facts["keys"], seen=facts["seen"], viewer=viewer, by=request.user)
    count_anew(viewer)
    return render(request, "aid_portal/inbox/outcome.html", {"outcome": outcome})


approve_each.permission = None  # anybody logged in; only what waits for this person can be chosen


def _ask(request, viewer, keys, form=None):
    choice = choice_of(viewer, keys)
    begin = {"keys": " ".join(each.key for each in choice.chosen), "seen": choice.digest}
    context = {"choice": choice, "form": form or ApproveEachForm(initial=begin)}
    return render(request, "aid_portal/inbox/approve.html", context)
