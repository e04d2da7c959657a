"""Hand-over lists: all of a year, one of them, writing one in two steps, the signed scan, the second person's word."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from subsidies.actions import hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.filters.donations import HandOverFilter
from subsidies.forms.hand_overs import HandOverForm, RecipientsForm, ScanForm
from subsidies.models import Gift, HandOver
from subsidies.reports.donation_rows import with_portions
from subsidies.reports.hand_overs import MOST_CHILDREN, recipients
from subsidies.tables.donations import HandOverTable
from subsidies.views.donations import handed_out
from subsidies.views.entitlement_deeds import keep
from subsidies.views.second_words import decided
from subsidies.views.shown_gifts import hand_over_page

KIND = "hand_over"
NOBODY = gettext_lazy("这所学校在这个学期的花名册上没有这样的学生，请核对学校、学期和班级。")
TOO_MANY = gettext_lazy("这所学校学生较多，请填写班级，一个班一个班地登记。")


def _visible(request):
    return HandOver.objects.visible_to(request.user).for_list()


@require(Permission.DONATION_VIEW)
def hand_over_list(request):
    words = _("实物、服务和捐赠人直接发放的现金，在捐赠的页面登记发给谁、多少，附学校签收表。")
    return list_page(
        request,
        queryset=with_portions(_visible(request)),
        filterset_class=HandOverFilter,
        table_class=HandOverTable,
        title=_("发放清单"),
        template="subsidies/donations/hand_overs.html",
        empty=Empty(_("这一年还没有发放清单"), words, icon="list-check"),
        exports=("hand_overs",),
    )


@require(Permission.DONATION_EDIT)
@idempotent
def hand_over_add(request, pk):
    """The address says for whom, the form how much for each."""
    gift = get_object_or_404(Gift.objects.visible_to(request.user).for_list(), pk=pk)
    if not gift.may_be_handed_over:
        raise Http404
    asked = _asked(request, gift)
    if not asked.is_valid():
        return render(request, "subsidies/donations/hand_over_ask.html", {"gift": gift, "form": asked})
    found = _recipients(request, asked.cleaned_data)
    if not found or len(found) > MOST_CHILDREN:
        asked.add_error("class_name" if found else None, TOO_MANY if found else NOBODY)
        return render(request, "subsidies/donations/hand_over_ask.html", {"gift": gift, "form": asked})
    return _written(request, gift, asked.cleaned_data, found)


def _asked(request, gift):
    schools = OrgUnit.objects.visible_to(request.user).schools().order_by("path")
    begin = {"term": str(current_term(request))}
    return RecipientsForm(request.GET if "school" in request.GET else None, initial=begin, gift=gift, schools=schools)


def _recipients(request, said):
    return recipients(
        by=said["by"], school=said["school"], term=said["term"].pk, class_name=said["class_name"], user=request.user
    )


def _written(request, gift, said, found):
    form = HandOverForm(request.POST or None, request.FILES or None, gift=gift, recipients=found, each=said["each"])
    made = carried_out(form, lambda: _proposed(form, gift, said["school"], request.user)) if form.is_valid() else None
    if made is None:
        context = {"gift": gift, "form": form, "school": said["school"], "left": gift.left, "by": said["by"]}
        return render(request, "subsidies/donations/hand_over_form.html", context)
    messages.success(request, _("已登记发放清单，等另一人批准。"))
    return redirect(made)


def _proposed(form, gift, school, user):
    measure = "amount" if gift.is_cash else "quantity"
    portions = [
        Portion(student=each.student, class_name=each.class_name, **{measure: portion}) for each, portion in form.portions
    ]
    facts = {name: form.cleaned_data[name] for name in ("handed_on", "signed_by")}
    evidence = keep(form.cleaned_data["evidence"], school, user, KIND)
    return hand_overs.propose(gift=gift, school=school, portions=portions, evidence=evidence, **facts, by=user)


@require(Permission.DONATION_VIEW)
def hand_over_detail(request, pk):
    found = get_object_or_404(with_portions(_visible(request)).select_related("evidence"), pk=pk)
    return render(request, "subsidies/donations/hand_over.html", hand_over_page(found, request.user))


@require_POST
@require(Permission.DONATION_EDIT)
@idempotent
def hand_over_attach(request, pk):
    found, form = get_object_or_404(_visible(request), pk=pk), ScanForm(request.POST, request.FILES)
    if form.is_valid():
        evidence = keep(form.cleaned_data["evidence"], found.school, request.user, KIND)
        hand_overs.attach(hand_over=found, evidence=evidence, by=request.user)
        messages.success(request, _("已上传签收表。"))
    else:
        messages.error(request, " ".join(form.errors.get("evidence", [])))
    return redirect(found)


@require_POST
@require(Permission.DONATION_APPROVE)
@idempotent
def hand_over_decide(request, pk):
    found = get_object_or_404(_visible(request), pk=pk)
    return decided(request, found, partial(hand_overs.decide, hand_over=found), yes=_("已批准，从捐赠中核减。"))


@require_POST
@require(Permission.DONATION_VIEW)
def hand_over_evidence(request, pk):
    return handed_out(request, get_object_or_404(_visible(request).select_related("evidence"), pk=pk))
