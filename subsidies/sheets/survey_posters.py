"""The poster of a survey, A4: whose kitchen, until when, and the code that a telephone reads."""

import segno
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.printing import shown, typeset
from subsidies.models import MealSurvey

SVG = "http://www.w3.org/2000/svg"


def poster(survey: MealSurvey, address: str) -> bytes:
    """The address stands under its code for whoever types it."""
    drawn = segno.make(address, error="q", micro=False).svg_inline(border=0)
    values = {
        "title": shown(survey.title),
        "canteen": shown(survey.canteen.name),
        "call": shown(_("饭菜好不好，请您说一说")),
        "how": [
            shown(each)
            for each in (
                _("微信或手机相机扫一扫，不用登录，不留姓名。"),
                _("五个问题，一分钟填完；每部手机每天填一次。"),
                _("%(first)s至%(last)s") % {"first": figures.day(survey.opens_on), "last": figures.day(survey.closes_on)},
            )
        ],
        "address": shown(address),
        "bureau": shown(_("扶风县教育体育局")),
        "code": drawn.replace("<svg ", f'<svg xmlns="{SVG}" ', 1),
    }
    return typeset("survey_poster.typ", values, made_at=survey.made_at)
