"""Coming in and going out."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from aid_portal import middleware
from aid_portal.actions import sessions
from aid_portal.errors import Refused
from aid_portal.forms.sessions import LoginForm


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def log_in(request):
    if request.user.is_authenticated:
        return redirect(_next_page(request))
    form = LoginForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            user = sessions.log_in(**form.cleaned_data, address=middleware.address_of(request))
        except Refused as refusal:  # the name that was typed should still stand in the form
            form.add_error(None, refusal.message)
            status = 429 if refusal.code in {"locked", "busy"} else 200
        else:
            login(request, user)
            middleware.begin(request)
            return redirect(_next_page(request))
    return render(request, "aid_portal/sessions/login.html", {"form": form, "next": _next(request)}, status=status)


@require_POST
def log_out(request):
    sessions.log_out(by=request.user)
    logout(request)
    messages.success(request, _("您已退出登录。"))
    return redirect("login")


log_out.permission = None  # anybody logged in


def _next(request):
    asked = request.POST.get("next") or request.GET.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()) else ""


def _next_page(request):
    return _next(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
