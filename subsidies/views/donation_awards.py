"""From the children that an agreement is for to rows on the lists of their schools: choosing, the second look, the award."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.current_term import current_term
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, PostAction, list_page, selection
from aid_portal.permissions import Permission, require
from students.models import Enrolment
from subsidies.actions import donation_awards
from subsidies.filters.donation_children import EligibleFilter
from subsidies.forms.donation_awards import AwardForm
from subsidies.models import DonationAgreement
from subsidies.reports.donation_children import eligible, overlaps, terms_of, with_overlaps
from subsidies.reports.donations import with_money
from subsidies.tables.donation_children import EligibleTable

MOST_SHOWN = 300


@require(Permission.DONATION_EDIT)
def child_list(request, pk):
    """Of one term of the agreement's year: the chosen one where it belongs to it, else the newest."""
    agreement = _agreement(request, pk)
    codes = [term.pk for term in terms_of(agreement)]
    if codes and request.GET.get("term") not in codes:
        chosen, asked = str(current_term(request)), request.GET.copy()
        asked["term"] = chosen if chosen in codes else codes[0]
        return redirect(f"{request.path}?{asked.urlencode()}")
    term = request.GET.get("term", "")
    return list_page(
        request,
        queryset=_children(request, agreement, term),
        filterset_class=EligibleFilter,
        table_class=EligibleTable,
        title=_("%(programme)s：安排学生") % {"programme": agreement},
        template="subsidies/donations/children.html",
        empty=Empty(_("没有符合协议的学生"), _("符合的都已安排，或这个学期的花名册、资格比对还没有完成。"), icon="people"),
        batch=[PostAction(_("安排资助"), rows("subsidies:donation-award", pk, term=term), "person-check")],
        context={"agreement": agreement},
    )


@require(Permission.DONATION_EDIT)
@idempotent
def award(request, pk):
    """First with the boxes of the list, then with what the second look showed."""
    term = request.GET.get("term", "")
    if request.method != "POST":
        return redirect(rows("subsidies:donation-children", pk, term=term))
    agreement = _agreement(request, pk)
    visible = _children(request, agreement, term)
    if "sure" not in request.POST:
        return _ask(request, agreement, selection(request, visible, EligibleFilter))
    form = AwardForm(request.POST, open_amount=agreement.amount_each is None)
    made = carried_out(form, lambda: _awarded(agreement, form, request.user)) if form.is_valid() else None
    if made is None:
        return _ask(request, agreement, visible.filter(pk__in=form.cleaned_data.get("children", [])), form)
    words = {"count": figures.count(len(made))}
    messages.success(request, _("已把%(count)s名学生列入学校名单，经学校确认、县级审核审批后发放。") % words)
    return redirect(rows("subsidies:list-list", term=term, programme=agreement.programme.code))


def _awarded(agreement, form, user):
    """All that were shown: whoever fits no more is refused by name, not left out."""
    said = form.cleaned_data
    shown = Enrolment.objects.visible_to(user).filter(pk__in=said["children"]).select_related("term", "school", "student")
    children = list(shown.order_by("school_id", "pk"))
    return donation_awards.award(programme=agreement.programme, enrolments=children, amount=said.get("amount"), by=user)


def _agreement(request, pk):
    """The one in force only: others have no rules that count."""
    visible = DonationAgreement.objects.visible_to(request.user).in_force().select_related("programme")
    return get_object_or_404(with_money(visible), pk=pk)


def _children(request, agreement, term):
    return with_overlaps(eligible(agreement, term, request.user), agreement).select_related("school", "student")


def _ask(request, agreement, chosen, form=None):
    children = list(chosen.order_by("school_id", "stage", "grade", "class_name", "pinyin", "pk"))
    each = agreement.amount_each
    context = {
        "agreement": agreement,
        "children": [(child, "、".join(overlaps(child))) for child in children[:MOST_SHOWN]],
        "count": len(children),
        "more": max(0, len(children) - MOST_SHOWN),
        "total": each * len(children) if each is not None else None,
        "doubled": sum(1 for child in children if any(overlaps(child))),
        "form": form or AwardForm(initial={"children": " ".join(str(child.pk) for child in children)}, open_amount=each is None),
        "back": rows("subsidies:donation-children", agreement.pk, term=request.GET.get("term", "")),
    }
    return render(request, "subsidies/donations/award.html", context)
