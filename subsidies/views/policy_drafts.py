"""Writing the policy: drafting, changing its parts one by one, handing it in, approving it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.users import NoteForm as ReasonForm
from aid_portal.permissions import Permission, require
from subsidies.actions import policies
from subsidies.forms.policies import FORMS, TITLES, NoteForm, SeenForm, may_be_removed
from subsidies.models import PolicyVersion
from subsidies.views.policy_shown import thing_of, url_of


@require(Permission.POLICY_EDIT)
def draft(request, pk):
    based_on = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        policy = policies.draft(based_on=based_on, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已起草%(policy)s，可以逐项修改；提交并批准之前不影响任何结果。") % {"policy": policy})
        return redirect(policy)
    return render(request, "subsidies/policies/draft.html", {"policy": based_on, "form": form})


@require(Permission.POLICY_EDIT)
def annotate(request, pk):
    policy = _draft(request, pk)
    form = NoteForm(request.POST or None, initial={"note": policy.note})
    if form.is_valid():
        policies.annotate(policy=policy, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已保存。"))
        return redirect(policy)
    context = {"policy": policy, "form": form, "title": _("修改说明"), "back": policy.get_absolute_url()}
    return render(request, "subsidies/policies/part.html", context)


@require(Permission.POLICY_EDIT)
def add_part(request, pk, part, programme=""):
    policy = _draft(request, pk)
    form = _form(request, part, policy=policy, programme=programme)
    if form.is_valid():
        value, after = form.value(), form.cleaned_data.get("after", "")
        policies.add_part(policy=policy, part=part, value=value, programme=programme, after=after, by=request.user)
        messages.success(request, _("已新增。"))
        return redirect(url_of(policy, part, programme or value["code"]))
    title = _("新增%(what)s") % {"what": TITLES[part]}
    context = {"policy": policy, "form": form, "title": title, "thing": thing_of(policy, part, programme)}
    return render(request, "subsidies/policies/part.html", {**context, "back": url_of(policy, part, programme)})


@require(Permission.POLICY_EDIT)
def change_part(request, pk, part, key):
    policy = _draft(request, pk)
    form = _form(request, part, policy=policy, key=key)
    if form.is_valid():
        sent = {"value": form.value(), "after": form.cleaned_data.get("after", ""), "seen": form.cleaned_data["seen"]}
        policies.change_part(policy=policy, part=part, key=key, **sent, by=request.user)
        messages.success(request, _("已保存。"))
        return redirect(url_of(policy, part, key))
    title = _("修改%(what)s") % {"what": TITLES[part]}
    context = {"policy": policy, "form": form, "title": title, "thing": thing_of(policy, part, key), "part": part, "key": key}
    removal = SeenForm(initial={"seen": policy.revision}) if may_be_removed(part, key) else None
    return render(request, "subsidies/policies/part.html", {**context, "removal": removal, "back": url_of(policy, part, key)})


@require_POST
@require(Permission.POLICY_EDIT)
def remove_part(request, pk, part, key):
    policy = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    form = SeenForm(request.POST)
    if part not in FORMS or not may_be_removed(part, key) or not form.is_valid():
        raise Http404
    policies.remove_part(policy=policy, part=part, key=key, seen=form.cleaned_data["seen"], by=request.user)
    messages.success(request, _("已删除；需要时可在“修改记录”里恢复。"))
    return redirect(url_of(policy, part, key))


@require_POST
@require(Permission.POLICY_EDIT)
def restore(request, pk, number):
    policy = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    policies.restore(policy=policy, number=number, by=request.user)
    messages.success(request, _("已恢复到第%(number)s次修改后的内容。") % {"number": number})
    return redirect(policy)


@require_POST
@require(Permission.POLICY_EDIT)
def submit(request, pk):
    policy = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    policies.submit(policy=policy, by=request.user)
    messages.success(request, _("已提交，等待另一人批准。"))
    return redirect(policy)


@require_POST
@require(Permission.POLICY_EDIT)
def withdraw(request, pk):
    policy = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    policies.withdraw(policy=policy, by=request.user)
    messages.success(request, _("已撤回，可以继续修改。"))
    return redirect(policy)


@require_POST
@require(Permission.POLICY_EDIT)
def discard(request, pk):
    policy = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    policies.discard(policy=policy, by=request.user)
    messages.success(request, _("已放弃%(policy)s，内容保留备查。") % {"policy": policy})
    return redirect("subsidies:policy-list")


@require_POST
@require(Permission.POLICY_APPROVE)
def approve(request, pk):
    policy = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    form = SeenForm(request.POST)
    if form.is_valid():
        policies.approve(policy=policy, seen=form.cleaned_data["seen"], by=request.user)
        messages.success(request, _("已批准，%(policy)s现在生效；各学期的结果在下一次资格比对后变化。") % {"policy": policy})
    else:
        messages.error(request, _("请刷新页面，看过变化后再批准。"))
    return redirect(policy)


@require_POST
@require(Permission.POLICY_APPROVE)
def send_back(request, pk):
    policy = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        policies.send_back(policy=policy, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已退回起草人。"))
    else:
        messages.error(request, _("请写明退回原因。"))
    return redirect(policy)


def _draft(request, pk):
    """The draft to be changed; what is no draft says so before anybody types."""
    policy = get_object_or_404(PolicyVersion.objects.visible_to(request.user), pk=pk)
    policies.refuse_unless_draft(policy)
    return policy


def _form(request, part, **facts):
    """404 for what was never a part; one that another editor has just removed is refused in words."""
    if part not in FORMS:
        raise Http404
    policies.refuse_missing(part=part, **facts)
    return FORMS[part](request.POST or None, **facts)
