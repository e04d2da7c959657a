"""Warnings in words: what was found with both values, when it settles by itself, and how its deadline stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import figures
from aid_portal.choices import SchoolStage
from subsidies.choices import EntitlementStatus
from subsidies.models import Programme
from subsidies.reports.words import PolicyWords, policy_words
from supervision.models import EarlyWarning
from supervision.rules.deadlines import Clock, Standing, standing
from supervision.warning_choices import HardshipEvent, WarningKind

# What the owner may do, and which facts settle it without a person's word.
MENDS = {
    WarningKind.ENTERED: gettext_lazy("用这份名单做一次资格比对后自动销号；不在本县就读的，县外就读证明核验后也自动销号。"),
    WarningKind.VALIDITY_CHANGED: gettext_lazy("用这份名单做一次资格比对，或下一期名单改回后自动销号。"),
    WarningKind.LEFT: gettext_lazy("请核实离开名单的原因（风险消除、分户、迁出或名单有误）；重新列入名单后自动销号。"),
    WarningKind.RISK_REMOVED: gettext_lazy("请在下次认定时重新认定；有新的认定结果，或下一学期已按新名单比对后自动销号。"),
    WarningKind.RISK_BACK: gettext_lazy("请按最高档重新认定；有新的认定结果，或下一学期已按新名单比对后自动销号。"),
    WarningKind.CATEGORY_CHANGED: gettext_lazy("请重新认定；有新的认定结果，或下一学期已按新名单比对后自动销号。"),
    WarningKind.HOUSEHOLD_MOVED: gettext_lazy("请核实是否搬迁、分户或婚嫁；名单改回原户编号后自动销号。"),
    WarningKind.NAME_CORRECTED: gettext_lazy("请核对花名册的姓名；花名册与名单一致、名单改回或核对确认是同一人后自动销号。"),
    WarningKind.IDENTITY_CORRECTED: gettext_lazy("请核对花名册的证件号；花名册与名单一致、名单改回或确认是同一人后自动销号。"),
    WarningKind.DUE_UNPAID: gettext_lazy("请补报或说明原因；批准并发放后自动销号。"),
    WarningKind.AIDED_NOT_DUE: gettext_lazy("请核对资格；取消、追回，或重新比对核定应享后自动销号。核实以前不停发。"),
    WarningKind.TIER_LOW: gettext_lazy("请更正认定档次或补足差额；更正后再次比对即自动销号。"),
    WarningKind.STAGE_DIFFERS: gettext_lazy("名单有误的，请部门更正；花名册有误的，更正花名册。两者一致后自动销号。"),
    WarningKind.HOUSEHOLD_GAP: gettext_lazy("请核实这名学生是否同户；部门补列入名单，或花名册更正监护人后自动销号。"),
    WarningKind.VALIDITY_ENDING: gettext_lazy("请提醒家庭续期，到期后不再认定；名单载明已续期，或到期后自动销号。"),
    WarningKind.SUDDEN_HARDSHIP: gettext_lazy("请核实并重新认定；有新的认定结果，或列为监测对象后自动销号。"),
}  # fmt: skip
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class WarningWords:
    """Codes in words, fetched once a page."""

    programmes: Mapping[str, str]
    policy: PolicyWords

    def sentence(self, warning: EarlyWarning) -> str:
        """What was found: both values where something changed, the money where it is about money."""
        say: Callable[[EarlyWarning, Facts], str] = getattr(self, f"_{warning.kind}")
        return say(warning, warning.facts)

    def _entered(self, warning: EarlyWarning, facts: Facts) -> str:
        return _("%(list)s新列入，类别：%(is)s。") % _of_list(warning, is_=self._categories(facts["categories"]))

    def _left(self, warning: EarlyWarning, facts: Facts) -> str:
        return _("%(list)s不再列出；上一期类别：%(was)s。") % _of_list(warning, was=self._categories(facts["categories"]))

    def _risk_removed(self, warning: EarlyWarning, facts: Facts) -> str:
        day = facts.get("removed_on")
        return _("%(list)s：风险由“未消除”变为“已消除”%(day)s。") % _of_list(warning, day=f"（{day}）" if day else "")

    def _risk_back(self, warning: EarlyWarning, facts: Facts) -> str:
        return _("%(list)s：风险由“已消除”变回“未消除”。") % _of_list(warning)

    def _category_changed(self, warning: EarlyWarning, facts: Facts) -> str:
        both = {"was": self._categories(facts["was"]), "is_": self._categories(facts["is"])}
        return _("%(list)s：类别由“%(was)s”变为“%(is)s”。") % _of_list(warning, **both)

    def _validity_changed(self, warning: EarlyWarning, facts: Facts) -> str:
        both = {"was": _validity(*facts["was"]), "is_": _validity(*facts["is"])}
        return _("%(list)s：起止由“%(was)s”变为“%(is)s”。") % _of_list(warning, **both)

    def _household_moved(self, warning: EarlyWarning, facts: Facts) -> str:
        both = {"was": facts.get("was", ""), "is_": facts.get("is", "")}
        return _("%(list)s：户编号由%(was)s变为%(is)s。") % _of_list(warning, **both)

    def _name_corrected(self, warning: EarlyWarning, facts: Facts) -> str:
        both = {"was": warning.before.name if warning.before else "", "is_": warning.record.name}
        return _("%(list)s：姓名由“%(was)s”更正为“%(is)s”，花名册仍与名单不一致。") % _of_list(warning, **both)

    def _identity_corrected(self, warning: EarlyWarning, facts: Facts) -> str:
        return _("%(list)s：证件号有更正，花名册仍与名单不一致。") % _of_list(warning)

    def _due_unpaid(self, warning: EarlyWarning, facts: Facts) -> str:
        words = self._money(warning, facts)
        if facts["problem"] == "not_paid":
            told = _("%(term)s“%(programme)s”%(amount)s元已批准，学期已结束仍未发放。")
            returned = _("退票%(count)s次。") % {"count": facts["returned"]} if facts.get("returned") else ""
            return told % words + returned
        standing_now = dict(EntitlementStatus.choices).get(facts.get("standing"), _("不在名单"))
        told = _("%(term)s核定应享“%(programme)s”%(amount)s元，学校该项目名单已批准，而该生没有批准（%(standing)s）。")
        return told % {**words, "standing": standing_now}

    def _aided_not_due(self, warning: EarlyWarning, facts: Facts) -> str:
        told = _("%(term)s已批准“%(programme)s”%(amount)s元，所依据的资格结果已被取代，没有新的结果。")
        return told % self._money(warning, facts)

    def _tier_low(self, warning: EarlyWarning, facts: Facts) -> str:
        words = {"term": warning.term, "categories": self._categories(facts["categories"]) or _("监测对象")}
        if "programme" in facts:
            both = {"was": self.policy.tier(facts["tier"]), "is": self.policy.tier(facts["top"])}
            told = _("%(term)s“%(programme)s”按“%(was)s”批准，属%(categories)s应为“%(is)s”。")
            return told % {**words, **both, "programme": self._programme(facts)}
        told = _("%(term)s属%(categories)s，应按最高档资助，学校认定为“%(was)s”。")
        return told % {**words, "was": self.policy.tier(facts["was"])}

    def _stage_differs(self, warning: EarlyWarning, facts: Facts) -> str:
        both = {"was": facts["was"], "is_": dict(SchoolStage.choices).get(facts["is"], facts["is"])}
        return _("%(list)s的在校生状况为“%(was)s”，花名册为“%(is)s”。") % _of_list(warning, **both)

    def _household_gap(self, warning: EarlyWarning, facts: Facts) -> str:
        told = _("%(list)s的监测户%(household)s列有其监护人，或同一监护人的孩子，没有列这名学生。")
        return told % _of_list(warning, household=facts["household"])

    def _validity_ending(self, warning: EarlyWarning, facts: Facts) -> str:
        words = {"categories": self._categories(facts["categories"]), "until": facts["until"]}
        return _("%(list)s：%(categories)s的有效期到%(until)s为止。") % _of_list(warning, **words)

    def _sudden_hardship(self, warning: EarlyWarning, facts: Facts) -> str:
        words = {"event": dict(HardshipEvent.choices)[facts["event"]], "day": facts["happened_on"]}
        return _("%(unit)s报告：%(day)s%(event)s。") % {**words, "unit": warning.report.unit if warning.report else ""}

    def _money(self, warning: EarlyWarning, facts: Facts) -> dict[str, Any]:
        amount = figures.yuan(Decimal(str(facts["amount"])))
        return {"term": warning.term, "programme": self._programme(facts), "amount": amount}

    def _programme(self, facts: Facts) -> str:
        return self.programmes.get(facts["programme"], facts["programme"])

    def _categories(self, codes: list[str]) -> str:
        return self.policy.all_categories(codes) or _("无")


def warning_words() -> WarningWords:
    return WarningWords(dict(Programme.objects.values_list("code", "label")), policy_words())


def deadline_of(warning: EarlyWarning, day: date) -> Standing | None:
    """None while there is no deadline, and of what was withdrawn."""
    if warning.due_on is None or warning.status == "withdrawn":
        return None
    stopped = timezone.localdate(warning.settled_at) if warning.settled_at else None
    return standing(Clock(warning.pk, warning.raised_on, warning.due_on, stopped), day)


def _of_list(warning: EarlyWarning, *, is_: str = "", **words: Any) -> dict[str, Any]:
    return {"list": warning.release, "is": is_, **words}


def _validity(starts_on: str | None, ends_on: str | None, active: bool) -> str:
    if not active:
        return _("证件不在有效状态")
    if not (starts_on or ends_on):
        return _("未注明")
    return _("%(start)s至%(end)s") % {"start": starts_on or _("未注明"), "end": ends_on or _("今")}
