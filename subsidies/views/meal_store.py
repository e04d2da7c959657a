"""出入库: what a kitchen's store holds, taking out, counting; the movements of all stores that one sees."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import meal_store
from subsidies.filters.meal_store import StoreMoveFilter
from subsidies.forms.meal_store import StockCountForm, StoreForm
from subsidies.forms.once import OnceNoteForm
from subsidies.models import StoreMove
from subsidies.reports.meal_store import stock_of
from subsidies.tables.meal_store import StoreMoveTable
from subsidies.views.meal_days import fed_schools, find_school, the_day
from subsidies.views.shown_meals import tabs
from subsidies.views.shown_store import store_page


@require(Permission.MEAL_VIEW)
def move_list(request):
    return list_page(
        request,
        queryset=StoreMove.objects.visible_to(request.user).for_list(),
        filterset_class=StoreMoveFilter,
        table_class=StoreMoveTable,
        title=_("出库与盘点"),
        template="subsidies/meals/store_moves.html",
        empty=Empty(_("还没有登记出库"), _("学校在“库存”页登记出库和盘点；入库就是采购。"), icon="list-ul"),
        exports=("meal_store",),
        context={"tabs": tabs("subsidies:meal-store-list")},
    )


@require(Permission.MEAL_VIEW)
def store(request, pk):
    school = find_school(request, pk)
    day = the_day(request, fed_schools(request).filter(pk=pk))
    return render(request, "subsidies/meals/store.html", store_page(school, day, request.user))


@require(Permission.MEAL_ACCOUNT)
@idempotent
def take_out(request, pk):
    words = (_("登记出库"), _("按当天领用逐项填写；没有领用的空着。出库不能多于库存。"), _("已登记出库。"))
    return _written(request, pk, StoreForm, meal_store.take_out, words)


@require(Permission.MEAL_ACCOUNT)
@idempotent
def count(request, pk):
    words = (_("登记盘点"), _("填写实际点到的数量，没有了的填0；没有盘点的空着。"), _("已登记盘点。"))
    return _written(request, pk, StockCountForm, meal_store.count, words)


def _written(request, pk, form_class, deed, words):
    school, today = find_school(request, pk), timezone.localdate()
    stocks = [stock for stock in stock_of(school, today) if stock.left or form_class is StockCountForm]
    form = form_class(request.POST or None, stocks=stocks, initial={"day": today})
    made = carried_out(form, lambda: deed(school=school, **form.said, by=request.user)) if form.is_valid() else None
    title, lead, done = words
    if made is None:
        context = {"form": form, "school": school, "title": title, "lead": lead}
        return render(request, "subsidies/meals/store_form.html", context)
    messages.success(request, done)
    return redirect(rows("subsidies:meal-school-store", pk, day=form.cleaned_data["day"].isoformat()))


@require_POST
@require(Permission.MEAL_ACCOUNT)
@idempotent
def take_back(request, pk):
    move, form = get_object_or_404(StoreMove.objects.visible_to(request.user).for_list(), pk=pk), OnceNoteForm(request.POST)
    page = rows("subsidies:meal-school-store", move.school_id, day=move.day.isoformat())
    if form.is_valid():
        meal_store.take_back(move=move, reason=form.said["note"], by=request.user)
        messages.success(request, _("已删除，原来的内容留在审计记录里。"))
    else:
        messages.error(request, _("请写明删除的原因，2至200字。"))
    return redirect(page)
