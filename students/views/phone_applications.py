"""A family applies on a phone: the code of its slip, the form with its drafts, and how things stand. Works without scripts."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from aid_portal.errors import Refused
from aid_portal.identifiers import mask_name
from aid_portal.public_pages import open_to_all
from students.actions import phone_applications
from students.actions.applications import open_form
from students.determination_choices import ApplicationStatus
from students.forms.applications import MEMBERS, named_members, sent_members, shown_members, with_one_more
from students.forms.phone_applications import CodeForm, PhoneForm
from students.sheets.rosters import grade_word
from students.views import phone_session
from students.views.phone_session import at_the_phone

MANY = ("special", "circumstances")
UNDER_WAY, RECOGNISED, NOT_RECOGNISED = "under_way", "recognised", "not_recognised"
STANDS = {
    ApplicationStatus.APPROVED: RECOGNISED,
    ApplicationStatus.REFUSED: NOT_RECOGNISED,
    ApplicationStatus.CANCELLED: NOT_RECOGNISED,
}


@open_to_all
@sensitive_post_parameters("code")
def apply(request):
    form = CodeForm(request.POST or None)
    code = phone_session.opened(request, form) if request.method == "POST" else None
    if code is None:
        return phone_session.ask_for_code(request, form)
    return phone_session.begin(redirect("public:apply-form"), code)


@open_to_all
@sensitive_post_parameters()
@at_the_phone
def apply_form(request, code):
    """Saved at every button but “再加一人”; what is handed in is checked whole first."""
    application = phone_applications.application_of(code)
    if not phone_applications.is_in_hand(application):
        return redirect("public:apply-state")
    asked = request.POST.get("do", "")
    form, members = _forms(request, asked, open_form(application) if application else {})
    if asked in ("save", "submit") and form.is_valid() and members.is_valid() and _written(code, form, members, asked):
        return redirect("public:apply-state") if asked == "submit" else redirect(f"{request.path}?kept=1")
    kept = request.method == "GET" and "kept" in request.GET
    today, round = timezone.localdate(), code.round
    context = {
        "form": form, "members": members, "round": round, "draft": application, "kept": kept, "child": child_of(code),
        "is_time": round.opens_on <= today <= round.applications_until,
    }  # fmt: skip
    return render(request, "public/apply/form.html", context)


@open_to_all
@require_safe
@at_the_phone
def apply_state(request, code):
    application = phone_applications.application_of(code)
    if phone_applications.is_in_hand(application):
        return redirect("public:apply-form")
    context = {
        "child": child_of(code), "application": application, "stands": STANDS.get(application.status, UNDER_WAY),
        "may_take_back": phone_applications.may_take_back(application),
    }  # fmt: skip
    return render(request, "public/apply/state.html", context)


@open_to_all
@require_POST
@at_the_phone
def take_back(request, code):
    phone_applications.take_back(code=code)
    return redirect("public:apply-form")


@open_to_all
@require_POST
def leave(request):
    return phone_session.end(redirect("public:apply"))


def child_of(code):
    """Enough for the family to see that it is theirs, and little for anybody else."""
    child = code.enrolment
    place = " ".join(filter(None, (grade_word(child.stage, child.grade), child.class_name)))
    return {"name": mask_name(child.name), "place": place, "school": child.school.name}


def _forms(request, asked, kept):
    if asked == "more":
        typed = {name: request.POST.getlist(name) if name in MANY else value for name, value in request.POST.items()}
        return PhoneForm(initial=typed), with_one_more(request.POST)
    if request.method == "POST":
        return PhoneForm(request.POST, complete=asked == "submit"), sent_members(request.POST)
    return PhoneForm(initial=kept), shown_members(kept)


def _written(code, form, members, asked):
    """The draft is kept also where the handing in is refused: the form says why."""
    try:
        draft = phone_applications.keep(code=code, form={**form.said, MEMBERS: named_members(members)})
        if asked == "submit":
            phone_applications.hand_in(application=draft)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True
