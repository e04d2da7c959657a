"""The days that the county has set for dropout control, or those that the product brings."""

from dataclasses import dataclass

from supervision.dropout_choices import DEFAULT_DAYS, ParameterCode
from supervision.models import DropoutParameter

OF_SCHOOL_DAYS = (ParameterCode.ABSENCE_CONTACT, ParameterCode.ABSENCE_SUSPECT)


def days_in_force() -> dict[str, int]:
    return {str(code): days for code, days in DEFAULT_DAYS.items()} | dict(DropoutParameter.objects.values_list("code", "days"))


@dataclass(frozen=True, slots=True)
class ShownDays:
    """`source` is empty while no document fixes it: 待核定."""

    code: ParameterCode
    days: int
    school_days: bool
    source: str = ""
    set_by: str = ""


def shown_days() -> list[ShownDays]:
    known = {each.code: each for each in DropoutParameter.objects.select_related("set_by")}
    told = []
    for code in ParameterCode:
        own, school = known.get(code), code in OF_SCHOOL_DAYS
        who = own.set_by.name if own and own.set_by else ""
        told.append(ShownDays(code, own.days, school, own.source, who) if own else ShownDays(code, DEFAULT_DAYS[code], school))
    return told
