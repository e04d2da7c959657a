"""One form for each part of the policy; their fields are named as in the document, so the API takes the same names."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from subsidies.choices import Proration
from subsidies.models import PolicyVersion
from subsidies.reports.policies import changed_since
from subsidies.rules import policy_edits as edits
from subsidies.rules import policy_words as words
from subsidies.rules.drafts import CODE
from subsidies.rules.statistics import REPORT_STAGES

NEW_GROUP = "new"
CODE_HELP = _("字母开头的字母、数字或下划线，最多16位；建立后不能修改。")


class PartForm(forms.Form):
    """`key` names the entry to change, '' adds one; `programme` is where a rate or grades belong."""

    part = ""
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput())

    def __init__(self, data: object = None, *, policy: PolicyVersion, key: str = "", programme: str = "") -> None:
        self.policy, self.document, self.key = policy, policy.document, key
        self.programme = programme or key.partition("|")[0]
        super().__init__(data, initial={"seen": policy.revision, **self.first_values()})
        self.fit()

    def first_values(self) -> dict:
        return edits.read(self.document, self.part, self.key) if self.key else {}

    def fit(self) -> None:
        """Choices that depend on the document."""

    def value(self) -> dict:
        """The entry as the document holds it: nothing that says nothing."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "after")}
        return {name: value for name, value in own.items() if value not in ("", None, False, [])}

    def clean(self) -> dict:
        """What somebody else has just saved is told beside what was typed; saving again is then a decision."""
        cleaned = super().clean() or {}
        told = changed_since(self.policy, cleaned.get("seen") or 0, self.part, self.key) if self.key else ""
        if told:
            self.data = {**_plain(self.data), "seen": self.policy.revision}
            self.add_error(None, told)
        return cleaned

    def refuse_taken(self, entry: dict, field: str) -> None:
        key = edits.key_of(self.part, entry, self.programme)
        if key != self.key and edits.has(self.document, self.part, key):
            self.add_error(field, _("草稿里已经有同样的一项，请改用修改。"))


def _plain(data: object) -> dict:
    """Posted data as a dict that keeps the lists of check boxes."""
    if not hasattr(data, "lists"):
        return dict(data)  # type: ignore[call-overload]
    many = ("stages", "categories", "grades")
    return {name: values if name in many else values[-1] for name, values in data.lists()}


class NamedForm(PartForm):
    """An entry with a code and a place among the others."""

    code = forms.CharField(label=_("代码"), max_length=16, help_text=CODE_HELP)
    label = forms.CharField(label=_("名称"), max_length=60)
    after = forms.ChoiceField(label=_("排列位置"), required=False)

    def first_values(self) -> dict:
        others = self.document[self.part]
        place = edits.before(self.document, self.part, self.key) if self.key else others[-1]["code"] if others else edits.FIRST
        return {**super().first_values(), "after": place}

    def fit(self) -> None:
        others = [each for each in self.document[self.part] if each["code"] != self.key]
        behind = [(each["code"], _now("在“%(label)s”之后") % {"label": each["label"]}) for each in others]
        self.fields["after"].choices = [(edits.FIRST, _("最前")), *behind]
        if self.key:
            del self.fields["code"]
        self.order_fields(["code", "label"])

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise forms.ValidationError(CODE_HELP)
        self.refuse_taken({"code": code}, "code")
        return code

    def value(self) -> dict:
        return {"code": self.key, **super().value()}


class TierForm(NamedForm):
    part = "tiers"
    after = forms.ChoiceField(label=_("排列位置"), required=False, help_text=_("由高到低：一人有几个档次时取最高的。"))


class CategoryForm(NamedForm):
    part = "categories"
    owner = forms.ChoiceField(label=_("数据提供部门"), choices=list(words.OWNERS.items()))
    tier = forms.ChoiceField(label=_("直接对应的档次"), required=False, help_text=_("由学校认定的类别，本身不给档次。"))
    locked = forms.BooleanField(
        label=_("不得降档"), required=False, help_text=_("学校认定低于这一档时，按这一档计算，并提示“档次偏低”。")
    )
    after = forms.ChoiceField(label=_("排列位置"), required=False, help_text=_("统计不重复人数时，一人只计最靠前的一类。"))
    field_order = ("code", "label", "owner", "tier", "locked", "after")

    def fit(self) -> None:
        super().fit()
        tiers = [(each["code"], each["label"]) for each in self.document["tiers"]]
        self.fields["tier"].choices = [("", _("由学校认定")), *tiers]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("locked") and not cleaned.get("tier"):
            self.add_error("tier", _("不得降档的类别须先选择档次。"))
        return cleaned


class ProgrammeForm(NamedForm):
    part = "programmes"
    stages = forms.MultipleChoiceField(label=_("学段"), choices=SchoolStage.choices, widget=forms.CheckboxSelectMultiple)
    boarding = forms.TypedChoiceField(
        label=_("就读方式"),
        required=False,
        choices=[("", words.BOARDING[None]), ("True", words.BOARDING[True]), ("False", words.BOARDING[False])],
        coerce=lambda chosen: chosen == "True",
        empty_value=None,
    )
    needs = forms.ChoiceField(label=_("享受条件"), choices=list(words.NEEDS.items()))
    categories = forms.MultipleChoiceField(
        label=_("所列困难类别"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只在享受条件是“属于所列困难类别”时填写。"),
    )
    exclusive_group = forms.ChoiceField(label=_("同一学期不得同时享受"), required=False)
    quota = forms.BooleanField(label=_("有名额控制"), required=False, help_text=_("谁在名额之内，在审批名单时确定。"))
    waiver = forms.BooleanField(label=_("由学校直接减免，不发到银行卡"), required=False)
    proration = forms.ChoiceField(
        label=_("折算方式"),
        required=False,
        choices=Proration.choices,
        help_text=_("学期中途转入、转出、休学或复学的学生，这一学期的金额怎样计算。"),
    )
    uncounted = forms.BooleanField(
        label=_("不计入年度统计"), required=False, help_text=_("照常审批、发放和记账，只是不进统计表。")
    )
    counted_under = forms.ChoiceField(
        label=_("统计学段"), required=False, choices=[("", _("按学生的学段")), *REPORT_STAGES],
        help_text=_("与学生就读的学段不同时才选，如考上大学的高三学生列在高等教育。"),
    )  # fmt: skip

    def fit(self) -> None:
        super().fit()
        self.fields["categories"].choices = [(each["code"], each["label"]) for each in self.document["categories"]]
        self.fields["exclusive_group"].choices = [("", _("可与其他项目同时享受")), *self._groups(), (NEW_GROUP, _("另立一组"))]

    def _groups(self) -> list[tuple[str, str]]:
        """Each group by the names of its members."""
        members: dict[str, list[str]] = {}
        for each in self.document["programmes"]:
            if each.get("exclusive_group") and each["code"] != self.key:
                members.setdefault(each["exclusive_group"], []).append(each["label"])
        own = self.initial.get("exclusive_group")
        alone = [(own, _now("单独一组"))] if own and own not in members else []
        return [(group, _now("与%(names)s互斥") % {"names": "、".join(labels)}) for group, labels in members.items()] + alone

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("needs") == "categories" and not cleaned.get("categories"):
            self.add_error("categories", _("按困难类别享受时，请至少选择一类。"))
        elif cleaned.get("needs") != "categories":
            cleaned["categories"] = []
        return cleaned

    def value(self) -> dict:
        value = super().value()
        if value.get("proration") == Proration.NONE:
            del value["proration"]
        if self.cleaned_data.get("boarding") is False:
            value["boarding"] = False
        if value.get("exclusive_group") == NEW_GROUP:
            value["exclusive_group"] = f"group_{value['code'].lower()}"
        return value


class ParametersForm(PartForm):
    part = "parameters"
    risk_removed = forms.ChoiceField(label=_("监测对象风险消除后"), choices=list(words.RISK_REMOVED.items()))
