"""What schools showed of their kitchens in autumn 2022, and what those who eat thought of wang's.

Of two surveys one has enough answers, one too few.
"""

from datetime import date, timedelta

from aid_portal.demo.seeding.people import CLERK, named
from aid_portal.models import OrgUnit, User
from subsidies.actions import meal_openness, meal_surveys
from subsidies.meal_choices import CommitteePart, MealEventKind
from subsidies.models import Canteen
from subsidies.survey_choices import MINIMUM, Respondent, SurveyTopic

SURVEYS = (("2022年9月食堂满意度调查", date(2022, 9, 19), 46), ("2022年11月食堂满意度调查", date(2022, 11, 14), 7))
DAYS = 11
SCORES = (5, 4, 4, 5, 3, 5, 4, 2)

MEMBERS = (("赵敏", CommitteePart.TEACHER), ("王秀兰", CommitteePart.PARENT), ("李建国", CommitteePart.PARENT))
EVENTS = (
    (5, MealEventKind.NOTICE, "9月带量食谱公示", 0, ""),
    (14, MealEventKind.MEETING, "膳食委员会第一次会议", 3, "讨论食谱和采购价格，家长建议增加豆制品，下周起每周安排两次。"),
    (21, MealEventKind.OPEN_DAY, "家长开放日", 18, "家长查看后厨、留样和采购台账，品尝当天午餐。"),
    (28, MealEventKind.NOTICE, "9月收支公示", 0, ""),
)


def openness(school: OrgUnit, month: date, by: User) -> None:
    """A month's notices, meeting and open day."""
    for name, part in MEMBERS:
        meal_openness.join(school=school, name=name, part=part, from_on=month, by=by)
    for day, kind, title, people, minutes in EVENTS:
        facts = {"day": month.replace(day=day), "kind": kind, "title": title, "people": people, "minutes": minutes}
        meal_openness.hold(school=school, facts={**facts, "measures": ""}, by=by)


def bring(canteen: Canteen) -> None:
    """What stands already is left alone."""
    if canteen.surveys.exists():
        return
    for title, opens_on, answers in SURVEYS:
        days = {"opens_on": opens_on, "closes_on": opens_on + timedelta(DAYS)}
        survey = meal_surveys.open_survey(canteen=canteen, title=title, **days, minimum=MINIMUM, by=named(CLERK))
        for number in range(answers):
            scores = {topic: SCORES[(number * 3 + place * 5) % len(SCORES)] for place, topic in enumerate(SurveyTopic.values)}
            who = Respondent.PARENT if number % 3 else Respondent.PUPIL
            meal_surveys.answer(survey=survey, day=opens_on + timedelta(number % DAYS), respondent=who, scores=scores)
