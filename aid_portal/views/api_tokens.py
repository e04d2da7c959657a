"""Tokens of other systems: proposed by one administrator, issued by another and shown once, revoked at once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.actions import api_tokens
from aid_portal.choices import TokenStatus
from aid_portal.filters.api_tokens import ApiTokenFilter
from aid_portal.forms.api_tokens import ApiTokenForm
from aid_portal.forms.users import NoteForm
from aid_portal.listing import Empty, list_page
from aid_portal.models import ApiToken, User
from aid_portal.permissions import Permission, require
from aid_portal.tables.api_tokens import ApiTokenTable
from aid_portal.views.shown import scopes_of, token_facts


@require(Permission.USER_VIEW)
def token_list(request):
    return list_page(
        request,
        queryset=ApiToken.objects.visible_to(request.user).for_list(),
        filterset_class=ApiTokenFilter,
        table_class=ApiTokenTable,
        title=_("接口令牌"),
        template="aid_portal/api_tokens/list.html",
        empty=Empty(_("没有符合条件的令牌"), _("令牌在接口账号的页面上提出。"), icon="key"),
    )


@require(Permission.USER_VIEW)
def token_detail(request, pk):
    token = get_object_or_404(ApiToken.objects.visible_to(request.user).for_list(), pk=pk)
    moves = token.open_moves() if request.user.has(Permission.TOKEN_ISSUE) else set()
    context = {
        "token": token,
        "facts": token_facts(token),
        "scopes": scopes_of(token),
        "note_form": NoteForm(),
        "may_issue": TokenStatus.ISSUED in moves and token.proposed_by_id != request.user.pk,
        "may_revoke": TokenStatus.REVOKED in moves,
    }
    return render(request, "aid_portal/api_tokens/detail.html", context)


@require(Permission.TOKEN_PROPOSE)
def propose(request, pk):
    service = get_object_or_404(User.objects.visible_to(request.user).filter(is_service=True), pk=pk)
    scopes = [(scope.value, scope.label) for scope in Permission if scope.value in api_tokens.grantable(service)]
    form = ApiTokenForm(request.POST or None, scopes=scopes)
    if form.is_valid():
        token = api_tokens.propose(user=service, **form.cleaned_data, by=request.user)
        messages.success(request, _("已提出，待安全管理员签发。"))
        return redirect(token)
    return render(request, "aid_portal/api_tokens/form.html", {"form": form, "service": service, "scopes": scopes})


@require_POST
@require(Permission.TOKEN_ISSUE)
def issue(request, pk):
    """The only page on which a token is ever shown: not stored, not in the address, not in a message."""
    token, secret = api_tokens.issue(token=_find(request, pk), by=request.user)
    return render(request, "aid_portal/api_tokens/secret.html", {"token": token, "secret": secret})


@require_POST
@require(Permission.TOKEN_ISSUE)
def refuse(request, pk):
    return _with_note(request, pk, api_tokens.refuse, _("已不予签发。"))


@require_POST
@require(Permission.TOKEN_ISSUE)
def revoke(request, pk):
    return _with_note(request, pk, api_tokens.revoke, _("令牌已撤销，即刻不能再用。"))


def _find(request, pk):
    return get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)


def _with_note(request, pk, verb, done):
    token, form = _find(request, pk), NoteForm(request.POST)
    if form.is_valid():
        verb(token=token, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, done)
    else:
        messages.error(request, _("请写明原因（至少两个字）。"))
    return redirect(token)
