"""open_survey, end, answer: what those who eat think of a kitchen, asked of everybody and kept of nobody."""

import secrets
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import User
from subsidies.models import Canteen, MealSurvey, MealSurveyAnswer
from subsidies.survey_choices import LEAST_MINIMUM

CODE_BYTES = 9  # as many cannot be guessed


@transaction.atomic
def open_survey(*, canteen: Canteen, title: str, opens_on: date, closes_on: date, minimum: int, by: User) -> MealSurvey:
    """One at a time: two posters on one wall would part the answers."""
    canteen = Canteen.objects.locked().select_related("school").get(pk=canteen.pk)
    if canteen.closed_on:
        raise Refused(_("这个食堂已经停止供餐，不能再调查。"), code="closed")
    if closes_on < opens_on:
        raise Refused(_("结束日期不能早于开始日期，请核对。"), code="other_order")
    if minimum < LEAST_MINIMUM:
        raise Refused(_("最少样本不能少于%(least)d份，以免看出个人的答案。") % {"least": LEAST_MINIMUM}, code="too_few")
    if other := canteen.surveys.filter(opens_on__lte=closes_on, closes_on__gte=opens_on).first():
        raise Refused(
            _("这段时间已有“%(other)s”，同一个食堂一次只做一个调查。") % {"other": other}, code="overlaps", ids=[other.pk]
        )
    made = MealSurvey.objects.create(
        canteen=canteen, title=title.strip(), opens_on=opens_on, closes_on=closes_on, minimum=minimum,
        code=secrets.token_hex(CODE_BYTES), made_by=by,
    )  # fmt: skip
    audit.record("subsidies.meal_survey.opened", by=by, target=made, unit=canteen.school)
    return made


@transaction.atomic
def end(*, survey: MealSurvey, by: User) -> MealSurvey:
    """Today is its last day; what was answered stays."""
    survey = MealSurvey.objects.locked().select_related("canteen__school").get(pk=survey.pk)
    today = timezone.localdate()
    if not survey.opens_on <= today < survey.closes_on:
        raise Refused(_("只有正在进行的调查可以提前结束。"), code="not_open")
    survey.closes_on = today
    survey.save(update_fields=["closes_on"])
    audit.record("subsidies.meal_survey.ended", by=by, target=survey, unit=survey.canteen.school)
    return survey


@transaction.atomic
def answer(*, survey: MealSurvey, day: date, respondent: str, scores: Mapping[str, int]) -> MealSurveyAnswer:
    """Of nobody: no record says who, from where or at what hour. `scores` by SurveyTopic."""
    survey = MealSurvey.objects.locked().get(pk=survey.pk)
    if not survey.opens_on <= day <= survey.closes_on:
        raise Refused(_("这次调查不在进行中，谢谢您的关心。"), code="not_open")
    return MealSurveyAnswer.objects.create(survey=survey, day=day, respondent=respondent, **scores)
