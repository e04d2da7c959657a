"""The survey that a QR code leads to: no login, nothing typed, once per telephone and day.

What keeps a second answer of the day away is a signed cookie that says only the day; what keeps a machine away is a count for an
hour under an index of the address. Neither is joined with an answer, and no address is written down.
"""

from django.core.cache import cache
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import crypto, throttle
from aid_portal.errors import Refused
from aid_portal.middleware import address_of
from aid_portal.public_pages import open_to_all
from aid_portal.rules.throttling import SURVEY_ANSWERS, SURVEY_ANSWERS_IN_ALL, household_of
from subsidies.actions import meal_surveys
from subsidies.forms.meal_surveys import SALT, SLOWEST, AnswerForm, stamp
from subsidies.reports.meal_surveys import survey_of

DAY_SECONDS = 24 * 3600
PAGE = "public/meals/survey.html"


@open_to_all
def survey(request, code):
    found = survey_of(code)
    if found is None:
        raise Http404
    today = timezone.localdate()
    if refusal := _closed(found, today) or _answered(request, found, today):
        return render(request, PAGE, {"survey": found, "told": refusal, "form": None, "token": ""})
    form = AnswerForm(request.POST or None)
    if form.is_valid() and _received(request, found, form, today):
        answer = render(request, PAGE, {"survey": found, "told": _("谢谢您，已经收到。"), "form": None, "token": ""})
        return _remembered(answer, request, found, today)
    status = 429 if form.is_bound and form.has_error(NON_FIELD_ERRORS, "too_many") else 200
    return render(request, PAGE, {"survey": found, "told": "", "form": form, "token": stamp()}, status=status)


def _closed(survey, today):
    if today < survey.opens_on:
        return _("这次调查还没有开始，请过几天再来。")
    return _("这次调查已经结束，谢谢您的关心。") if today > survey.closes_on else ""


def _answered(request, survey, today):
    said = request.get_signed_cookie(_cookie(survey), default="", salt=SALT, max_age=DAY_SECONDS)
    return _("这部手机今天已经填过了，谢谢您。") if said == today.isoformat() else ""


def _received(request, survey, form, today):
    try:
        index = crypto.blind_index("content", household_of(address_of(request))).hex()
        throttle.knock("meal-survey", index, SURVEY_ANSWERS)
        throttle.knock("meal-survey", "", SURVEY_ANSWERS_IN_ALL)
        if not cache.add(f"meal-survey:{form.cleaned_data['token']}", 1, SLOWEST.total_seconds()):
            return True  # the same page sent twice: it was received the first time
        said = {"respondent": form.cleaned_data["respondent"], "scores": form.scores}
        meal_surveys.answer(survey=survey, day=today, **said)
    except Refused as refusal:
        form.add_error(None, ValidationError(refusal.message, code=refusal.code))
        return False
    return True


def _remembered(response, request, survey, today):
    response.set_signed_cookie(
        _cookie(survey), today.isoformat(), salt=SALT, max_age=DAY_SECONDS, path=request.path, httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


def _cookie(survey):
    return f"meal_survey_{survey.pk}"
