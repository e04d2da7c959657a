"""What the tables of meals and of purchases have in common: each is of one month."""

from datetime import date

from django.utils.translation import gettext as _

from students.rules.cells import Plain
from students.rules.dates import BadDate, parse_date
from subsidies.rules.sheet_rows import Judge


class MonthJudge(Judge):
    def __init__(self, month: date, today: date) -> None:
        super().__init__()
        self.month, self.today = month, today

    def day(self, number: int, column: str, cell: Plain) -> date | None:
        """Of the month, and not to come."""
        try:
            day = parse_date(cell)
        except BadDate:
            day = None
        if day is None:
            return self.say(number, column, _("不是日期，请写成2022-09-05的样子"))
        if day.replace(day=1) != self.month:
            words = {"year": self.month.year, "month": self.month.month}
            return self.say(number, column, _("不在%(year)d年%(month)d月，请核对，或到那个月上传") % words)
        return self.say(number, column, _("日期晚于今天，请核对")) if day > self.today else day
