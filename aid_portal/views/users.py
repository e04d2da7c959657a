"""Accounts of people, for the administrators."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.actions import users
from aid_portal.filters.users import UserFilter
from aid_portal.forms.users import NoteForm, UserChangeForm, UserForm
from aid_portal.listing import Empty, list_page
from aid_portal.models import ApiToken, RoleAssignment, User
from aid_portal.permissions import Permission, require
from aid_portal.tables.users import UserTable
from aid_portal.views.shown import user_facts


@require(Permission.USER_VIEW)
def user_list(request):
    return list_page(
        request,
        queryset=User.objects.visible_to(request.user).for_list(),
        filterset_class=UserFilter,
        table_class=UserTable,
        title=_("用户"),
        template="aid_portal/users/list.html",
        empty=Empty(_("没有符合条件的用户"), _("换个条件再查，或新建用户。"), icon="people"),
        context={"may_manage": request.user.has(Permission.USER_MANAGE)},
    )


@require(Permission.USER_VIEW)
def user_detail(request, pk):
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    assignments = RoleAssignment.objects.visible_to(request.user).for_list().filter(user=person)
    context = {
        "person": person,
        "facts": user_facts(person),
        "assignments": assignments,
        "note_form": NoteForm(),
        "may_manage": request.user.has(Permission.USER_MANAGE) and person.pk != request.user.pk,
        "tokens": ApiToken.objects.visible_to(request.user).filter(user=person),
        "may_propose_token": request.user.has(Permission.TOKEN_PROPOSE) and person.is_service and person.is_active,
        "may_propose": request.user.has(Permission.ROLE_PROPOSE) and person.pk != request.user.pk,
    }
    return render(request, "aid_portal/users/detail.html", context)


@require(Permission.USER_MANAGE)
def create(request):
    form = UserForm(request.POST or None)
    if form.is_valid():
        facts = form.cleaned_data
        if facts.pop("is_service"):
            return redirect(users.create_service(**facts, by=request.user))
        password = users.first_password(facts["username"])
        person = users.create(**facts, password=password, by=request.user)
        return _show_once(request, person, password)
    return render(request, "aid_portal/users/form.html", {"form": form, "person": None})


@require(Permission.USER_MANAGE)
def change(request, pk):
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    form = UserChangeForm(request.POST or None, record=person, initial={"name": person.name, "position": person.position})
    if form.is_valid():
        users.change(user=person, **form.cleaned_data, by=request.user)
        messages.success(request, _("已保存。"))
        return redirect(person)
    return render(request, "aid_portal/users/form.html", {"form": form, "person": person})


@require_POST
@require(Permission.USER_MANAGE)
def reset_password(request, pk):
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    password = users.first_password(person.username)
    users.reset_password(user=person, password=password, by=request.user)
    return _show_once(request, person, password)


@require_POST
@require(Permission.USER_MANAGE)
def disable(request, pk):
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        users.disable(user=person, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("“%(person)s”已停用，其登录已全部退出。") % {"person": person})
    else:
        messages.error(request, _("请写明停用原因。"))
    return redirect(person)


@require_POST
@require(Permission.USER_MANAGE)
def enable(request, pk):
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    users.enable(user=person, by=request.user)
    messages.success(request, _("“%(person)s”已启用。") % {"person": person})
    return redirect(person)


def _show_once(request, person, password):
    """The only place where a first password is ever shown: not stored, not in the address, not in a message."""
    return render(request, "aid_portal/users/first_password.html", {"person": person, "password": password})
