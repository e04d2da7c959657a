"""The second person's word on a paper: yes or no from the form that every page of a paper shows."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from subsidies.forms.documents import DecisionForm


def decided(request: HttpRequest, paper: Model, decide: Callable[..., object], *, yes: str, no: str = "") -> HttpResponse:
    """Back to the paper; `yes` and `no` are what is said once `decide(approved=, note=, by=)` has done it."""
    form = DecisionForm(request.POST)
    if form.is_valid():
        decide(**form.said, by=request.user)
        messages.success(request, yes if form.cleaned_data["approved"] else no or _("已记为未批准，登记人能看到原因。"))
    else:
        messages.error(request, _("没有收到批准或不批准的意见，请重新操作。"))
    return redirect(paper)
