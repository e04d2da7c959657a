"""By which days notices are timed: the document, the first day, days by severity, days of each step."""

from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField
from subsidies.forms.lines import line, number
from subsidies.forms.once import OnceForm

MOST = 365


class NoticeStandardForm(OnceForm):
    starts_on = DayField(label=_("执行日期"), help_text=_("这一天起签发的通知书按这个标准；已签发的不变。"))
    source = line(_("依据文件"), 120, min_length=2, help_text=_("文件、会议纪要的文号或名称。"))
    critical_days = number(_("严重问题整改期限（工作日）"), 1, MOST)
    major_days = number(_("较重问题整改期限（工作日）"), 1, MOST)
    minor_days = number(_("一般问题整改期限（工作日）"), 1, MOST, help_text=_("起草时按最重的问题带出，起草人可以修改。"))
    plan_days = number(_("整改方案期限（工作日）"), 0, MOST, help_text=_("填0的，起草时不带出整改方案。"))
    before_days = number(_("到期前几天提醒"), 0, MOST, help_text=_("自然日；填0的，到期当天才提醒。"))
    remind_after = number(_("逾期几天提醒"), 1, MOST, help_text=_("提醒自动发出。"))
    urge_after = number(_("逾期几天督办"), 1, MOST, help_text=_("督办以后的各步由签发人看过接收人再发出。"))
    criticise_after = number(_("逾期几天通报"), 1, MOST)
    talk_after = number(_("逾期几天约谈"), 1, MOST)
    deduct_after = number(_("逾期几天考核扣分"), 1, MOST)
