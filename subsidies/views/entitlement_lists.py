"""The lists of the schools: all of a term, one with its rows, and making them from what the check decided."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.current_term import current_term
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, PostAction, list_page
from aid_portal.permissions import Permission, require
from students.models import TermSetting
from subsidies.actions import entitlements
from subsidies.filters.entitlement_lists import EntitlementListFilter
from subsidies.filters.entitlements import RowOfListFilter
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.forms.papers import PostListForm, PublicListForm
from subsidies.models import Entitlement, EntitlementList, Quota
from subsidies.reports.countersignatures import signing_of
from subsidies.reports.list_sums import row_sums, with_sums
from subsidies.reports.proposals import proposal
from subsidies.tables.entitlement_lists import EntitlementListTable, RowOfListTable, ordinal
from subsidies.views.shown_bands import shown_signing
from subsidies.views.shown_lists import STEPS, list_doings, list_facts


@require(Permission.ENTITLEMENT_VIEW)
def list_list(request):
    may_make = request.user.has(Permission.ENTITLEMENT_PREPARE)
    go = (rows("subsidies:list-propose"), _("生成名单")) if may_make else ("", "")
    words = _("资格比对完成后，由县资助中心生成名单，交学校确认。")
    return list_page(
        request,
        queryset=with_sums(EntitlementList.objects.visible_to(request.user).for_list()),
        filterset_class=EntitlementListFilter,
        table_class=EntitlementListTable,
        title=_("享受资助名单"),
        template="subsidies/lists/list.html",
        empty=Empty(_("本学期还没有名单"), words, *go, icon="list-check"),
        batch=list(_batch(request.user)),
        sums_url=rows("subsidies:list-sums"),
        context={"may_make": may_make},
    )


@require(Permission.ENTITLEMENT_VIEW)
def list_sums(request):
    """What stands above the lists, for exactly their filter."""
    found = EntitlementListFilter(request.GET, EntitlementList.objects.visible_to(request.user), request=request)
    visible = Entitlement.objects.visible_to(request.user)
    sums = row_sums(visible.filter(list__in=found.rows.values("pk"))) if found.form.is_valid() else None
    template = "subsidies/lists/_sums.html" if request.htmx else "subsidies/lists/sums.html"
    return render(request, template, {"sums": sums})


@require(Permission.ENTITLEMENT_VIEW)
def list_detail(request, pk):
    found = get_object_or_404(EntitlementList.objects.visible_to(request.user).for_list(), pk=pk)
    its_rows = Entitlement.objects.visible_to(request.user).filter(list=found)
    places = Quota.objects.visible_to(request.user).in_force()
    signing = signing_of(found)
    quota = places.filter(school=found.school_id, programme=found.programme_id, term=found.term_id).first()
    return list_page(
        request,
        queryset=its_rows.for_list(),
        filterset_class=RowOfListFilter,
        table_class=RowOfListTable,
        title=f"{found.school} · {found.programme}",
        template="subsidies/lists/detail.html",
        empty=Empty(_("这份名单没有学生"), _("可以补报有证明材料的学生，或等下一次生成名单。"), icon="people"),
        context={
            "found": found,
            "ordinal": ordinal(found.number),
            "step": STEPS[found.status] + (signing.wanted > 0 and not signing.missing),
            "facts": list_facts(found, row_sums(its_rows), quota),
            "signing": shown_signing(signing, request.user),
            "may": list_doings(found, request.user, signing),
            "once_form": OnceForm(),
            "note_form": OnceNoteForm(),
            "public_form": PublicListForm(),
            "post_form": PostListForm(),
        },
    )


@require(Permission.ENTITLEMENT_PREPARE)
@idempotent
def list_propose(request):
    """First what would come and go, then the lists."""
    code = request.GET.get("term") or str(current_term(request))
    term = get_object_or_404(TermSetting.objects.visible_to(request.user), pk=code)
    if request.method == "POST":
        counts = entitlements.propose(term=term, by=request.user)
        words = {name: figures.count(number) for name, number in counts.items()}
        messages.success(
            request, _("已生成：新增%(added)s人次，新建%(lists)s份名单，去掉%(dropped)s人次；名单在学校待确认。") % words
        )
        return redirect(rows("subsidies:list-list", term=term.pk))
    found = proposal(term)
    context = {
        "term": term,
        "proposal": found,
        "totals": [sum(getattr(each, name) for each in found) for name in ("times", "amount", "blocked", "dropped")],
        "changes": any(each.times or each.dropped for each in found),
        "once_form": OnceForm(),
        "action": rows("subsidies:list-propose", term=term.pk),
    }
    return render(request, "subsidies/lists/propose.html", context)


def _batch(user):
    if user.has(Permission.ENTITLEMENT_REVIEW):
        yield PostAction(_("审核"), rows("subsidies:list-review"), "check2-all")
        yield PostAction(_("退回学校"), rows("subsidies:list-send-back"), "arrow-counterclockwise", "light")
    if user.has(Permission.ENTITLEMENT_APPROVE):
        yield PostAction(_("会签"), rows("subsidies:list-countersign"), "people", "light")
        yield PostAction(_("审批"), rows("subsidies:list-approve"), "check2-all")
        yield PostAction(_("不批准，退回"), rows("subsidies:list-refuse"), "arrow-counterclockwise", "light")
