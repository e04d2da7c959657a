"""Public notices without a login: what runs today, one of them, an objection to it; gone the day after its last one."""

from functools import wraps

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from aid_portal.errors import Refused
from aid_portal.middleware import address_of
from aid_portal.pagination import page_of
from aid_portal.public_pages import open_and_fresh, open_to_all
from students.actions import public_objections
from students.actions.objections import ANSWER_DAYS
from students.forms.public_objections import PublicObjectionForm
from students.reports import shown_notices

ORDER = ("school__name", "-posted_on")


def running(view):
    """The notice of the address; 410 and where to turn once it is over or withdrawn."""

    @wraps(view)
    def found(request, token):
        notice = shown_notices.posted(token)
        if notice is None:
            raise Http404
        if not shown_notices.is_on_show(notice):
            return render(request, "public/notices/gone.html", {"school": notice.school.name}, status=410)
        return view(request, notice)

    return found


@open_and_fresh
@require_safe
def notice_list(request):
    asked = request.GET.get("school", "")[:80]
    page = page_of(request.GET, shown_notices.on_show(asked), order=ORDER)
    return render(request, "public/notices/list.html", {"page": page, "asked": asked})


@open_and_fresh
@require_safe
@running
def notice(request, notice):
    shown = {"headings": shown_notices.headings_of(notice), "lines": shown_notices.lines_of(notice)}
    return render(request, "public/notices/detail.html", {"notice": notice, **shown})


@open_to_all
@running
def object_to(request, notice):
    lines = shown_notices.lines_of(notice)
    form = PublicObjectionForm(request.POST or None, lines=lines, initial={"row": request.GET.get("row", "")})
    if form.is_valid() and (form.cleaned_data["website"] or _received(request, notice, form)):
        return redirect("public:objection-received", notice.token)
    status = 429 if form.has_error("__all__", code="too_many") else 200
    return render(request, "public/notices/objection.html", {"form": form, "notice": notice}, status=status)


@open_to_all
@require_safe
@running
def objection_received(request, notice):
    days = notice.list.round.answer_days if notice.list else ANSWER_DAYS
    return render(request, "public/notices/received.html", {"notice": notice, "days": days})


def _received(request, notice, form):
    """What was typed stays in the form where it could not be taken."""
    row = form.cleaned_data["row"]
    try:
        public_objections.receive(token=notice.token, position=row, address=address_of(request), **form.said)
    except Refused as refusal:
        form.add_error(None, ValidationError(refusal.message, code=refusal.code))
        return False
    return True
