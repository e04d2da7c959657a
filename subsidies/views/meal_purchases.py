"""The plan's own account: food that was bought with its price beside the inquiry, money that came, a purchase taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aid_portal import figures
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import show_photo
from subsidies.actions import meal_purchases
from subsidies.filters.meal_purchases import PurchaseFilter
from subsidies.forms.meal_purchases import IncomeForm, PurchaseForm
from subsidies.forms.once import OnceNoteForm
from subsidies.models import MealIncome, MealPurchase, Supplier
from subsidies.reports.meal_accounts import month_is_open, prices_on
from subsidies.tables.meal_purchases import PurchaseTable
from subsidies.views.meal_days import fed_schools, find_school, the_day
from subsidies.views.shown_meals import tabs


def _visible(request):
    return MealPurchase.objects.visible_to(request.user).for_list()


@require(Permission.MEAL_VIEW)
def purchase_list(request):
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=PurchaseFilter,
        table_class=PurchaseTable,
        title=_("食材采购"),
        template="subsidies/meals/purchases.html",
        empty=Empty(_("还没有登记采购"), _("学校在月报页登记采购：品名、数量、单价、供应商和两名验收人。"), icon="list-ul"),
        exports=("meal_purchases",),
        context={"tabs": tabs("subsidies:meal-purchase-list")},
    )


@require(Permission.MEAL_VIEW)
def purchase_detail(request, pk):
    purchase = get_object_or_404(_visible(request), pk=pk)
    opens = request.user.has(Permission.MEAL_ACCOUNT) and month_is_open(purchase.school, purchase.day)
    context = {"purchase": purchase, "facts": _facts(purchase), "take_back_form": OnceNoteForm() if opens else None}
    return render(request, "subsidies/meals/purchase.html", context)


def _facts(purchase):
    day = purchase.day
    return [
        (_("学校"), purchase.school, rows("subsidies:meal-month", purchase.school_id, day.year, day.month)),
        (_("验收日期"), figures.day(day)),
        (_("供应商"), purchase.supplier, purchase.supplier.get_absolute_url()),
        (_("规格"), purchase.spec),
        (_("数量"), f"{purchase.quantity.normalize():f} {purchase.unit}"),
        (_("单价（元）"), figures.yuan(purchase.price)),
        (_("统一询价（元）"), figures.yuan(purchase.inquired)),
        (_("差价（元）"), figures.yuan(purchase.difference)),
        (_("金额（元）"), figures.yuan(purchase.amount)),
        (_("票据号"), purchase.invoice),
        (_("验收人"), f"{purchase.first_checker}、{purchase.second_checker}"),
        (_("登记"), f"{purchase.recorded_by.name} {figures.minute(purchase.recorded_at)}"),
    ]


@require_GET
@require(Permission.MEAL_VIEW)
def photo(request, pk):
    file = get_object_or_404(MealPurchase.objects.visible_to(request.user), pk=pk, photo__isnull=False).photo
    return show_photo(file)


@require(Permission.MEAL_ACCOUNT)
@idempotent
def buy(request, pk):
    school = find_school(request, pk)
    day = the_day(request, fed_schools(request).filter(pk=pk))
    suppliers = Supplier.objects.visible_to(request.user).filter(ended_on=None)
    options = {"suppliers": suppliers, "prices": prices_on(day), "initial": {"day": day}}
    form = PurchaseForm(request.POST or None, request.FILES or None, **options)
    made = carried_out(form, lambda: _bought(form, school, request.user)) if form.is_valid() else None
    lead = _("按验收单逐项登记；询价单内的品名和县询价对照，高于询价的自动标出。")
    return _answer(request, school, form, made, (_("登记采购"), lead, _("已登记采购。")))


def _bought(form, school, user):
    said = form.cleaned_data
    return meal_purchases.buy(school=school, supplier=said["supplier"], facts=form.facts, photo=said["photo"], by=user)


@require(Permission.MEAL_ACCOUNT)
@idempotent
def receive(request, pk):
    school = find_school(request, pk)
    form = IncomeForm(request.POST or None, initial={"day": the_day(request, fed_schools(request).filter(pk=pk))})
    made = carried_out(form, lambda: _received(form, school, request.user)) if form.is_valid() else None
    lead = _("营养餐资金专账核算，只用于食材；按文件逐笔登记。")
    return _answer(request, school, form, made, (_("登记拨款"), lead, _("已登记拨款。")))


def _received(form, school, user):
    return meal_purchases.receive(school=school, facts=form.said, by=user)


def _answer(request, school, form, made, words):
    title, lead, done = words
    if made is None:
        context = {"form": form, "school": school, "day": timezone.localdate(), "title": title, "lead": lead}
        return render(request, "subsidies/meals/note.html", context)
    messages.success(request, done)
    return redirect(rows("subsidies:meal-month", school.pk, made.day.year, made.day.month))


@require_POST
@require(Permission.MEAL_ACCOUNT)
@idempotent
def take_back(request, pk):
    purchase, form = get_object_or_404(_visible(request), pk=pk), OnceNoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明删除的原因，2至200字。"))
        return redirect(purchase)
    school, day = purchase.school_id, purchase.day
    meal_purchases.take_back(purchase=purchase, reason=form.said["note"], by=request.user)
    messages.success(request, _("已删除，原来的内容留在审计记录里。"))
    return redirect(rows("subsidies:meal-month", school, day.year, day.month))


@require_POST
@require(Permission.MEAL_ACCOUNT)
@idempotent
def take_back_income(request, pk):
    income, form = get_object_or_404(MealIncome.objects.visible_to(request.user).for_list(), pk=pk), OnceNoteForm(request.POST)
    page = rows("subsidies:meal-month", income.school_id, income.day.year, income.day.month)
    if form.is_valid():
        meal_purchases.take_back_income(income=income, reason=form.said["note"], by=request.user)
        messages.success(request, _("已删除，原来的内容留在审计记录里。"))
    else:
        messages.error(request, _("请写明删除的原因，2至200字。"))
    return redirect(page)
