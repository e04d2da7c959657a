"""What is done with lists: ranked and confirmed by the school, reviewed and approved in number by two of the county."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.idempotency import idempotent
from aid_portal.listing import selection
from aid_portal.models import User
from aid_portal.permissions import Permission, require
from subsidies.actions import countersignatures, entitlement_lists
from subsidies.choices import ListStatus
from subsidies.filters.entitlement_lists import EntitlementListFilter
from subsidies.forms.entitlement_lists import ListsForm, ReturnedListsForm, SeenListsForm
from subsidies.models import Entitlement, EntitlementList
from subsidies.reports.countersignatures import signed_enough, to_sign
from subsidies.reports.list_sums import row_sums
from subsidies.views.shown_lists import doubts, needs, sorted_out


@dataclass(frozen=True)
class Deed:
    """One step of many lists: from which status, in which words, by which action."""

    status: str
    title: str | Promise
    question: str | Promise
    done: str | Promise
    form: type[ListsForm]
    do: Callable
    charges: bool = False
    own_too: bool = False
    among: Callable[[QuerySet, User], QuerySet] | None = None  # what of it is this person's to do, as far as signatures go
    why_not: str | Promise = ""


REVIEW = Deed(
    ListStatus.CONFIRMED,
    gettext_lazy("审核名单"),
    gettext_lazy("审核后送审批人；异议和候补的学生不在其中。"),
    gettext_lazy("已审核%(count)s份名单，等待审批。"),
    ListsForm,
    entitlement_lists.review,
    charges=True,
)
APPROVE = Deed(
    ListStatus.REVIEWED,
    gettext_lazy("审批名单"),
    gettext_lazy("批准后占用指标，名单不能再改，只能用调整更正；异议和候补的学生不在其中。"),
    gettext_lazy("已批准%(count)s份名单，可以编制发放批次。"),
    SeenListsForm,
    entitlement_lists.approve,
    charges=True,
    among=signed_enough,
    why_not=gettext_lazy("金额达到会签标准，还没有会签完毕，或您已经会签"),
)
COUNTERSIGN = Deed(
    ListStatus.REVIEWED,
    gettext_lazy("会签名单"),
    gettext_lazy("金额达到会签标准的名单，会签以后由另一人审批；异议和候补的学生不在其中。"),
    gettext_lazy("已会签%(count)s份名单。"),
    SeenListsForm,
    countersignatures.sign_lists,
    charges=True,
    among=to_sign,
    why_not=gettext_lazy("不需要会签、已会签完毕，或您已经会签"),
)
SEND_BACK = Deed(
    ListStatus.CONFIRMED,
    gettext_lazy("退回学校"),
    gettext_lazy("学校会看到原因，改好后重新确认。"),
    gettext_lazy("已退回%(count)s份名单。"),
    ReturnedListsForm,
    entitlement_lists.send_back,
    own_too=True,
)
REFUSE = Deed(
    ListStatus.REVIEWED,
    gettext_lazy("不批准，退回学校"),
    gettext_lazy("学校会看到原因，改好后从学校确认重新开始。"),
    gettext_lazy("已退回%(count)s份名单。"),
    ReturnedListsForm,
    entitlement_lists.refuse,
    own_too=True,
)


@require(Permission.ENTITLEMENT_REVIEW)
@idempotent
def review(request):
    return _carry_out(request, REVIEW)


@require(Permission.ENTITLEMENT_APPROVE)
@idempotent
def approve(request):
    return _carry_out(request, APPROVE)


@require(Permission.COUNTERSIGN)
@idempotent
def countersign(request):
    return _carry_out(request, COUNTERSIGN)


@require(Permission.ENTITLEMENT_REVIEW)
@idempotent
def send_back(request):
    return _carry_out(request, SEND_BACK)


@require(Permission.ENTITLEMENT_APPROVE)
@idempotent
def refuse(request):
    return _carry_out(request, REFUSE)


@require_POST
@require(Permission.ENTITLEMENT_CONFIRM)
@idempotent
def confirm(request, pk):
    found = _mine(request, pk)
    entitlement_lists.confirm(entitlement_list=found, by=request.user)
    messages.success(request, _("已确认，送县级审核。"))
    return redirect(found)


@require_POST
@require(Permission.ENTITLEMENT_CONFIRM)
@idempotent
def rank(request, pk):
    found = _mine(request, pk)
    waiting = entitlement_lists.rank(entitlement_list=found, by=request.user)
    words = {"waiting": figures.count(waiting)}
    messages.success(
        request, _("已按档次、困难类型和学籍号排序，%(waiting)s人候补。") % words if waiting else _("已排序，无人候补。")
    )
    return redirect(found)


def _mine(request, pk):
    return get_object_or_404(EntitlementList.objects.visible_to(request.user).for_list(), pk=pk)


def _carry_out(request, deed):
    """First with the boxes of the list, then with what the confirmation showed; a refusal leads back to the lists."""
    if request.method != "POST":
        return redirect("subsidies:list-list")
    form = deed.form(request.POST) if "sure" in request.POST else None
    visible = EntitlementList.objects.visible_to(request.user)
    if form is None:
        return _ask(request, deed, selection(request, visible, EntitlementListFilter))
    if not form.is_valid():
        return _ask(request, deed, visible.filter(pk__in=form.cleaned_data.get("lists", [])), form)
    facts = form.said
    chosen = list(visible.filter(pk__in=facts.pop("lists")).values_list("pk", flat=True))
    facts.pop("sure")
    done = deed.do(lists=chosen, **facts, by=request.user)
    messages.success(request, str(deed.done) % {"count": figures.count(len(done))})
    return redirect("subsidies:list-list")


def _ask(request, deed, chosen, form=None):
    lists = list(chosen.for_list().order_by("school_id", "programme_id"))
    fit, left = sorted_out(lists, deed.status, request.user, deed.own_too)
    if deed.among:
        fit, left = _among(deed, fit, left, request.user)
    rows = Entitlement.objects.visible_to(request.user).filter(list__in=[each.pk for each in fit])
    sums = row_sums(rows)
    begin = {"lists": " ".join(str(each.pk) for each in fit), "seen": sums.amount}
    context = {
        "deed": deed,
        "fit": fit,
        "left": left,
        "sums": sums,
        "needs": needs(fit) if deed.charges and fit else [],
        "doubts": doubts(rows),
        "form": form or deed.form(initial=begin),
    }
    return render(request, "subsidies/lists/confirm.html", context)


def _among(deed, fit, left, user):
    """As far as their signatures let it be done by this person."""
    lists = EntitlementList.objects.visible_to(user).filter(pk__in=[each.pk for each in fit])
    mine = set(deed.among(lists, user).values_list("pk", flat=True))
    others = [{"list": each, "why": deed.why_not} for each in fit if each.pk not in mine]
    return [each for each in fit if each.pk in mine], [*left, *others]
