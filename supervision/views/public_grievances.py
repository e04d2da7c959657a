"""The desk from outside: sending something in, following it by its code, asking anew, saying how content one is.

No login, nothing in an address, nothing kept by a browser or a search engine. The page shows the state and the answers,
never what was written, by whom, or about whom.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from aid_portal import throttle
from aid_portal.errors import Refused
from aid_portal.middleware import address_of
from aid_portal.public_pages import open_to_all
from aid_portal.rules.throttling import PUBLIC_FORMS, PUBLIC_FORMS_IN_ALL, PUBLIC_LOOKS
from supervision.actions import grievances
from supervision.actions import public_grievances as public
from supervision.actions.grievances import Told
from supervision.forms.public_grievances import CodeForm, PublicGrievanceForm, RateForm, ReopenForm, stamp
from supervision.grievance_choices import GrievanceSource
from supervision.reports.grievance_people import units
from supervision.rules.grievances import written
from supervision.views.shown_public_grievances import followed

SECRET = ("text", "reporter", "phone", "wanted", "code")
PAGE, FOLLOW = "public/grievances/form.html", "public/grievances/follow.html"


@open_to_all
@sensitive_post_parameters(*SECRET)
def send(request):
    """The code is shown on the answer to this very form and never again."""
    form = PublicGrievanceForm(request.POST or None, request.FILES or None, units=units())
    made = _received(request, form) if form.is_valid() else None
    if made:
        return render(request, "public/grievances/received.html", {"grievance": made[0], "code": written(made[1])})
    status = 429 if form.is_bound and form.has_error(NON_FIELD_ERRORS, "too_many") else 200
    return render(request, PAGE, {"form": form, "token": stamp()}, status=status)


def _received(request, form):
    """What was typed stays where it is refused; only the files have to be chosen again."""
    said = form.cleaned_data
    try:
        throttle.knock("grievance", address_of(request), PUBLIC_FORMS)
        throttle.knock("grievance", "", PUBLIC_FORMS_IN_ALL)
        facts = {"key": said["token"], "kind": said["kind"], "unit": said["unit"], "files": said["files"]}
        return grievances.receive(**facts, source=GrievanceSource.WEB, told=Told(**form.told), by=None)
    except Refused as refusal:
        form.add_error(None, ValidationError(refusal.message, code=refusal.code))
        return None


@open_to_all
@sensitive_post_parameters(*SECRET)
def follow(request):
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            throttle.knock("look", address_of(request), PUBLIC_LOOKS)
            return _shown(request, public.find(form.cleaned_data["code"]), form.cleaned_data["code"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
    return render(request, FOLLOW, {"form": form, "found": None, "told": "", "refused": ""})


def _shown(request, grievance, code, **forms):
    return render(request, FOLLOW, {"form": CodeForm(), "found": followed(grievance, code, **forms), "told": "", "refused": ""})


def _with_code(request, form, name, deed, told):
    """What is done with a code ends on the page of that code: an address that could be kept there is none."""
    code = request.POST.get("code", "")
    try:
        throttle.knock("look", address_of(request), PUBLIC_LOOKS)
        if form.is_valid():
            grievance = deed(form.cleaned_data)
            return render(request, FOLLOW, {"form": CodeForm(), "found": followed(grievance, code), "told": told, "refused": ""})
        return _shown(request, public.find(code), code, **{name: form})
    except Refused as refusal:
        return render(request, FOLLOW, {"form": CodeForm(), "found": None, "told": "", "refused": refusal.message})


@open_to_all
@sensitive_post_parameters(*SECRET)
@require_POST
def reopen(request):
    told = _("已重新提交，期限从今天起算。")
    return _with_code(request, ReopenForm(request.POST), "reopen_form", lambda said: public.reopen(**said), told)


@open_to_all
@sensitive_post_parameters(*SECRET)
@require_POST
def rate(request):
    told = _("谢谢您的评价。")
    return _with_code(request, RateForm(request.POST), "rate_form", lambda said: public.rate(**said), told)
