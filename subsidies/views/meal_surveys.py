"""Satisfaction surveys of kitchens: the list, one with its result and its poster, opening, ending."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out_made
from subsidies.actions import meal_surveys
from subsidies.filters.meal_feedback import SurveyFilter
from subsidies.forms.meal_surveys import SurveyForm, last_day
from subsidies.forms.once import OnceForm
from subsidies.models import Canteen, MealSurvey
from subsidies.reports.meal_surveys import with_results
from subsidies.sheets.survey_posters import poster
from subsidies.tables.meal_feedback import SurveyTable
from subsidies.views.shown_meals import tabs


def _visible(request):
    return MealSurvey.objects.visible_to(request.user)


@require(Permission.MEAL_VIEW)
def survey_list(request):
    may_add = request.user.has(Permission.MEAL_MANAGE)
    begin = (rows("subsidies:meal-survey-add"), _("发起调查")) if may_add else ("", "")
    return list_page(
        request,
        queryset=_visible(request).for_list(),
        filterset_class=SurveyFilter,
        table_class=SurveyTable,
        title=_("满意度调查"),
        template="subsidies/meals/surveys.html",
        empty=Empty(_("还没有调查"), _("县里为食堂发起调查，打印二维码贴在食堂，学生和家长用手机填写。"), *begin, icon="star"),
        context={"may_add": may_add, "tabs": tabs("subsidies:meal-survey-list")},
    )


@require(Permission.MEAL_MANAGE)
@idempotent
def survey_add(request):
    canteens = Canteen.objects.visible_to(request.user).open()
    begin = {"opens_on": timezone.localdate(), "closes_on": last_day(), "canteen": request.GET.get("canteen")}
    form = SurveyForm(request.POST or None, canteens=canteens, initial=begin)
    made = carried_out(form, lambda: meal_surveys.open_survey(**form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        words = {"title": _("发起满意度调查"), "lead": _("不用登录、不留姓名；每部手机每天只能填一次。")}
        context = {"form": form, **words, "back": rows("subsidies:meal-survey-list")}
        return render(request, "subsidies/meals/supplier_form.html", context)
    messages.success(request, _("已发起，请打印海报贴在食堂。"))
    return redirect(made)


@require(Permission.MEAL_VIEW)
def survey_detail(request, pk):
    survey = get_object_or_404(_visible(request).for_list(), pk=pk)
    others = _visible(request).filter(canteen=survey.canteen_id).order_by("-opens_on", "-pk")
    results = with_results(others)
    running = survey.opens_on <= timezone.localdate() < survey.closes_on
    context = {
        "survey": survey,
        "facts": [
            (_("食堂"), survey.canteen, survey.canteen.get_absolute_url()),
            (
                _("时间"),
                _("%(first)s至%(last)s") % {"first": figures.day(survey.opens_on), "last": figures.day(survey.closes_on)},
            ),
            (_("答卷"), _("%(answers)d份，最少%(minimum)d份") % {"answers": survey.answer_count, "minimum": survey.minimum}),
            (_("填写地址"), _address(request, survey)),
            (_("发起"), f"{survey.made_by.name} {figures.minute(survey.made_at)}"),
        ],
        "result": next(result for each, result in results if each.pk == survey.pk),
        "others": results if len(results) > 1 else [],
        "end_form": OnceForm() if running and request.user.has(Permission.MEAL_MANAGE) else None,
    }
    return render(request, "subsidies/meals/survey.html", context)


def _address(request, survey):
    return request.build_absolute_uri(reverse("public-aid:meal-survey", args=[survey.code]))


@require_POST
@require(Permission.MEAL_VIEW)
def survey_poster(request, pk):
    survey = get_object_or_404(_visible(request).select_related("canteen__school"), pk=pk)
    name = _("%(survey)s海报.pdf") % {"survey": survey.title}
    return hand_out_made(name, poster(survey, _address(request, survey)), "application/pdf")


@require_POST
@require(Permission.MEAL_MANAGE)
@idempotent
def survey_end(request, pk):
    survey, form = get_object_or_404(_visible(request), pk=pk), OnceForm(request.POST)
    if form.is_valid():
        meal_surveys.end(survey=survey, by=request.user)
        messages.success(request, _("今天是最后一天，明天起公布结果。"))
    return redirect(survey)
