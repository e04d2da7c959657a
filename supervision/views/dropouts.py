"""Dropout control: the ledgers, one child's file, a child found on a round, the county's word that it has dropped out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.choices import STAGES_OF_TYPE, OrgKind, SchoolStage
from aid_portal.current_term import current_term
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from students.models import TermSetting
from supervision.actions import dropouts
from supervision.filters.dropouts import DropoutFilter
from supervision.forms.dropouts import OpinionForm, RegisterForm
from supervision.models import DropoutCase
from supervision.tables.dropouts import DropoutTable
from supervision.views.shown_dropouts import case_page, ledger_tabs, pages

COMPULSORY = [kind for kind, stages in STAGES_OF_TYPE.items() if {SchoolStage.PRIMARY, SchoolStage.JUNIOR} & set(stages)]


@require(Permission.DROPOUT_VIEW)
def dropout_list(request):
    may_register = request.user.has(Permission.DROPOUT_HANDLE)
    begin = (rows("supervision:dropout-register"), _("登记摸排发现的孩子")) if may_register else ("", "")
    words = _("资格比对查不到去向的、长期缺勤的、转出后没有就读的适龄儿童，自动列在这里；走访发现的也可以登记。")
    return list_page(
        request,
        queryset=DropoutCase.objects.visible_to(request.user).for_list(),
        filterset_class=DropoutFilter,
        table_class=DropoutTable,
        title=_("控辍保学"),
        template="supervision/dropouts/list.html",
        empty=Empty(_("没有疑似失学辍学的孩子"), words, *begin, icon="check-circle"),
        exports=("dropout_cases",),
        tabs_of=ledger_tabs,
        context={"pages": pages(request.user, "dropout-list"), "may_register": may_register},
    )


def find_case(request, pk):
    return get_object_or_404(DropoutCase.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.DROPOUT_VIEW)
def dropout_detail(request, pk):
    case = get_object_or_404(DropoutCase.objects.visible_to(request.user).for_list().select_related("record", "student"), pk=pk)
    return render(request, "supervision/dropouts/detail.html", case_page(case, request.user))


@require(Permission.DROPOUT_HANDLE)
@idempotent
def register(request):
    """A child whom no school has; of a pupil who does not come the school tells by a report of absence."""
    schools = OrgUnit.objects.visible_to(request.user).schools().open().filter(school_type__in=COMPULSORY)
    towns = OrgUnit.objects.visible_to(request.user).filter(kind=OrgKind.TOWN).open()
    form = RegisterForm(request.POST or None, towns=towns, schools=schools)
    made = carried_out(form, lambda: _registered(form, request)) if form.is_valid() else None
    if made is None:
        return render(request, "supervision/dropouts/register.html", {"form": form})
    messages.success(request, _("已登记，列入疑似辍学台账。"))
    return redirect(made)


def _registered(form, request):
    term = get_object_or_404(TermSetting.objects.visible_to(request.user), pk=str(current_term(request)))
    return dropouts.register(facts=form.facts, resident_id=form.cleaned_data["resident_id"], term=term, by=request.user)


@require_POST
@require(Permission.DROPOUT_CLOSE)
@idempotent
def confirm(request, pk):
    case, form = find_case(request, pk), OpinionForm(request.POST)
    if form.is_valid():
        dropouts.confirm(case=case, **form.said, by=request.user)
        messages.success(request, _("已确认为失学辍学，列入辍学台账。"))
    else:
        messages.error(request, _("意见最多200字。"))
    return redirect(case)
