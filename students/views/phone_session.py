"""Who is at the phone: a signed cookie of one hour that names the row of a code and nothing of a child."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from aid_portal.errors import Refused
from aid_portal.middleware import address_of
from students.actions import phone_applications
from students.forms.phone_applications import CodeForm
from students.models import ApplicationCode

COOKIE, SALT, SECONDS = "application", "students.phone_session", 60 * 60
View = Callable[..., HttpResponse]


def begin(response: HttpResponse, code: ApplicationCode) -> HttpResponse:
    """Of the application's pages only; another code issued to the child ends it as well."""
    response.set_signed_cookie(
        COOKIE, str(code.pk), salt=SALT, max_age=SECONDS, path=reverse("public:apply"), secure=settings.HTTPS, httponly=True,
        samesite="Strict",
    )  # fmt: skip
    return response


def end(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=reverse("public:apply"), samesite="Strict")
    return response


def opened(request: HttpRequest, form: CodeForm) -> ApplicationCode | None:
    """By the code that was typed; the form says why not."""
    if not form.is_valid():
        return None
    try:
        return phone_applications.open_with(code=form.cleaned_data["code"], address=address_of(request))
    except Refused as refusal:
        form.add_error("code", ValidationError(refusal.message, code=refusal.code))
        return None


def ask_for_code(request: HttpRequest, form: CodeForm, *, back: str = "") -> HttpResponse:
    """`back` is the page whose words are carried along: an hour may be short for a long form."""
    status = 429 if form.has_error("code", code="too_many") else 200
    return render(request, "public/apply/code.html", {"form": form, "back": back}, status=status)


def at_the_phone(view: View) -> View:
    """Each page begins the hour anew. Words that come too late are not lost: the code is asked for, and they go on."""

    @wraps(view)
    def opened_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = _known(request)
        if code is None and request.method != "POST":
            return redirect("public:apply")
        if code is None:
            form = CodeForm(request.POST if "code" in request.POST else None)
            code = opened(request, form) if form.is_bound else None
            if code is None:
                return ask_for_code(request, form, back=request.path)
        return begin(view(request, code, *args, **kwargs), code)

    return opened_view


def _known(request: HttpRequest) -> ApplicationCode | None:
    key = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS)
    return phone_applications.still_open(int(key)) if key else None
