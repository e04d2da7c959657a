"""Enumerations of the satisfaction survey of a kitchen (满意度调查, domain.md 9)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class SurveyTopic(TextChoices):
    """What is asked; each is a column of an answer."""

    OVERALL = "overall", _("总的来说")
    TASTE = "taste", _("饭菜味道")
    AMOUNT = "amount", _("吃饱、够不够")
    VARIETY = "variety", _("荤素和花样")
    HYGIENE = "hygiene", _("干净卫生")


class Score(IntegerChoices):
    VERY_GOOD = 5, _("很满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("一般")
    POOR = 2, _("不满意")
    VERY_POOR = 1, _("很不满意")


class Respondent(TextChoices):
    PUPIL = "pupil", _("学生")
    PARENT = "parent", _("家长")
    STAFF = "staff", _("教职工")


CONTENT = Score.GOOD  # who gives this or more is content
MINIMUM, LEAST_MINIMUM = 10, 5
