"""A campaign, its teams, its units, and the draw."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import KINDS_BELOW_THE_BUREAU, OrgKind, SchoolType
from aid_portal.forms.fields import DayField
from aid_portal.models import OrgUnit, User
from subsidies.forms.once import OnceForm
from supervision.choices import Theme
from supervision.models import Campaign, Checklist, Team, TeamMember

MOST_DRAWN = 200


def _number(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "size": 6, **attrs})


class CampaignForm(OnceForm):
    name = forms.CharField(label=_("行动名称"), max_length=80, help_text=_("如“百日督帮”“第二季度食品安全检查”。"))
    themes = forms.MultipleChoiceField(label=_("督查事项"), choices=Theme.choices, widget=forms.CheckboxSelectMultiple)
    starts_on = DayField(label=_("开始日期"))
    ends_on = DayField(label=_("结束日期"))
    lead = forms.CharField(label=_("牵头领导"), max_length=40)
    purpose = forms.CharField(label=_("工作要求"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    checklists = forms.ModelMultipleChoiceField(
        label=_("检查清单"), queryset=Checklist.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, campaign: Campaign | None = None, **kwargs: Any) -> None:
        if campaign is not None:
            names = ("name", "themes", "starts_on", "ends_on", "lead", "purpose")
            kwargs["initial"] = {name: getattr(campaign, name) for name in names}
            kwargs["initial"]["checklists"] = list(campaign.checklists.values_list("pk", flat=True))
        super().__init__(*args, **kwargs)
        kept = Checklist.objects.in_use() | Checklist.objects.filter(pk__in=kwargs.get("initial", {}).get("checklists", []))
        self.fields["checklists"].queryset = kept.order_by("theme", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", now("结束日期不能早于开始日期，请核对。"))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.said.items() if name != "checklists"}


class TeamForm(OnceForm):
    """The leader and, a line each, the others; who has an account is ticked and records visits."""

    leader = forms.CharField(label=_("组长"), max_length=40)
    post = forms.CharField(label=_("组长职务"), max_length=40, required=False)
    members = forms.CharField(
        label=_("其他成员"),
        required=False,
        help_text=_("每行一人：姓名、空格、职务（可不写）。"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    accounts = forms.ModelMultipleChoiceField(
        label=_("记录督查的人（有门户账号）"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, recorders: Any, team: Team | None = None, **kwargs: Any) -> None:
        if team is not None:
            kwargs["initial"] = _told(team)
        super().__init__(*args, **kwargs)
        self.fields["accounts"].queryset = recorders

    @property
    def people(self) -> list[TeamMember]:
        """Unsaved, the leader first. A name that is also ticked is one person."""
        users = {user.name: user for user in self.cleaned_data["accounts"]}
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["members"].splitlines() if line.strip()]
        written = [(self.cleaned_data["leader"].strip(), self.cleaned_data["post"].strip())]
        written += [(line[0][:40], line[1].strip()[:40] if len(line) > 1 else "") for line in lines]
        people = [TeamMember(name=name, post=post, user=users.pop(name, None)) for name, post in written]
        people[0].leads = True
        return people + [TeamMember(name=name, user=user) for name, user in users.items()]


def _told(team: Team) -> dict[str, Any]:
    people = list(team.members.select_related("user"))
    leader, others = next(each for each in people if each.leads), [each for each in people if not each.leads]
    return {
        "leader": leader.name,
        "post": leader.post,
        "members": "\n".join(f"{each.name} {each.post}".strip() for each in others),
        "accounts": [each.user_id for each in people if each.user_id],
    }


class AssignForm(OnceForm):
    team = forms.ModelChoiceField(label=_("督查组"), queryset=Team.objects.none(), required=False, empty_label=_("以后再分"))
    units = forms.ModelMultipleChoiceField(label=_("单位"), queryset=OrgUnit.objects.none())

    def __init__(self, *args: Any, campaign: Campaign, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = campaign.teams.order_by("number")
        self.fields["units"].queryset = units
        self.fields["units"].error_messages["required"] = now("请至少选择一个单位。")


class ClosingForm(OnceForm):
    note = forms.CharField(
        label=_("未督查单位的说明"), max_length=200, required=False, help_text=_("还有单位没去的，写明原因；都去过的空着。")
    )


class DrawForm(OnceForm):
    """From which units, how many, at least and at most how many of each town."""

    kind = forms.ChoiceField(
        label=_("抽取范围"),
        choices=KINDS_BELOW_THE_BUREAU,
        initial=OrgKind.SCHOOL,
    )
    school_types = forms.MultipleChoiceField(
        label=_("学校类型"), choices=SchoolType.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("只抽学校时可限定；不勾选为全部类型。"),
    )  # fmt: skip
    count = forms.IntegerField(label=_("抽取几个"), min_value=1, max_value=MOST_DRAWN, widget=_number())
    least = forms.IntegerField(
        label=_("每镇街至少"),
        min_value=0,
        max_value=20,
        initial=0,
        widget=_number(),
    )
    most = forms.IntegerField(
        label=_("每镇街至多"), min_value=1, max_value=MOST_DRAWN, required=False,
        widget=_number(), help_text=_("不限的空着。"),
    )  # fmt: skip
    team = forms.ModelChoiceField(label=_("督查组"), queryset=Team.objects.none(), required=False, empty_label=_("以后再分"))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = campaign.teams.order_by("number")
