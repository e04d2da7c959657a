"""满意度调查: what those who eat think of a kitchen in a period; an answer is of nobody, and a result needs enough of them."""

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import in_order, refuse
from aid_portal.models import User
from aid_portal.querysets import ScopedQuerySet
from subsidies.models.canteens import Canteen
from subsidies.survey_choices import LEAST_MINIMUM, MINIMUM, Respondent, SurveyTopic


class MealSurveyQuerySet(ScopedQuerySet):
    unit_lookup = "canteen__school__path"

    def for_list(self) -> "MealSurveyQuerySet":
        return self.select_related("canteen__school", "made_by").annotate(answer_count=Count("answers"))


class MealSurvey(models.Model):
    canteen = models.ForeignKey(Canteen, models.PROTECT, related_name="surveys", verbose_name=_("食堂"))
    title = models.CharField(_("调查名称"), max_length=80)
    code = models.CharField(_("二维码编号"), max_length=24, unique=True)
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("结束日期"))
    minimum = models.PositiveSmallIntegerField(
        _("最少样本"), default=MINIMUM, validators=[MinValueValidator(LEAST_MINIMUM)], help_text=_("不到这个份数不显示结果。")
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("发起人"))
    made_at = models.DateTimeField(_("发起时间"), db_default=Now())

    objects = MealSurveyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("满意度调查")
        ordering = ("-opens_on", "-pk")
        constraints = [
            in_order("meal_survey_opens_before_it_closes", "opens_on", "closes_on"),
            models.CheckConstraint(name="meal_survey_hides_few_answers", condition=Q(minimum__gte=LEAST_MINIMUM)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("subsidies:meal-survey-detail", args=[self.pk])


def _scores() -> Q:
    between = Q()
    for topic in SurveyTopic.values:
        between &= Q(**{f"{topic}__gte": 1, f"{topic}__lte": 5})
    return between


class MealSurveyAnswer(models.Model):
    """One telephone on one day. Neither who, nor from where, nor at what hour is kept."""

    survey = models.ForeignKey(MealSurvey, models.PROTECT, related_name="answers", verbose_name=_("调查"))
    day = models.DateField(_("日期"))
    respondent = models.CharField(_("您是"), max_length=8, choices=Respondent.choices)
    overall, taste, amount, variety, hygiene = (models.PositiveSmallIntegerField(topic.label) for topic in SurveyTopic)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("调查答卷")
        ordering = ("survey", "pk")
        constraints = [models.CheckConstraint(name="meal_survey_answer_is_one_to_five", condition=_scores())]
        triggers = [refuse("answer_stands", "meal_survey_answer_stands", pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.survey} {self.day}"
