"""One's own account: data, roles, password, sessions."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from aid_portal import middleware
from aid_portal.actions import users
from aid_portal.forms.sessions import PasswordChangeForm
from aid_portal.views.shown import user_facts


def profile(request):
    context = {"facts": user_facts(request.user), "assignments": request.user.assignments_in_force}
    return render(request, "aid_portal/profile/detail.html", context)


@sensitive_post_parameters()
def password_change(request):
    form = PasswordChangeForm(request.POST or None, username=request.user.username)
    if form.is_valid():
        user = users.change_password(old=form.cleaned_data["old"], new=form.cleaned_data["new"], by=request.user)
        update_session_auth_hash(request, user)
        request.user = user
        middleware.begin(request)
        messages.success(request, _("密码已修改，其他设备上的登录已全部退出。"))
        return redirect("profile")
    first = request.user.must_change_password
    context = {"form": form, "first": first, "cancel_url": "" if first else reverse("profile")}
    return render(request, "aid_portal/profile/password.html", context)


@require_POST
def log_out_everywhere(request):
    users.log_out_everywhere(by=request.user)
    logout(request)
    messages.success(request, _("已退出全部设备，请重新登录。"))
    return redirect("login")


profile.permission = password_change.permission = log_out_everywhere.permission = None  # anybody logged in
