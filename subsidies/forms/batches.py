"""What a batch is made of, and the deeds on one: each form shown carries a key of its own."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit
from aid_portal.term_filters import towns_for
from aid_portal.widgets import day_input
from students.models import TermSetting
from subsidies.choices import Channel, FundSource
from subsidies.forms.approval_bands import SeenForm
from subsidies.forms.once import OnceForm
from subsidies.models import Programme


class TermField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("学期"), queryset=TermSetting.objects.order_by("-position"), empty_label=None, **kwargs)


class ProgrammesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, programme: Programme) -> str:
        return programme.label


class ChoiceForm(forms.Form):
    """Term and channel, narrowed by programmes, towns, schools, bank and fund source; nothing chosen means all."""

    term = TermField()
    channel = forms.ChoiceField(label=_("发放渠道"), choices=Channel.choices)
    programmes = ProgrammesField(
        label=_("资助项目"), queryset=Programme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就是全部项目。"),
    )  # fmt: skip
    towns = forms.MultipleChoiceField(
        label=_("镇街、局直单位"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("不选就是全县。")
    )
    school = forms.CharField(
        label=_("学校名称或代码"), required=False, max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    bank = forms.CharField(
        label=_("开户银行"), required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("与花名册上的写法完全相同；试算结果里列出了每家银行，可以照抄。"),
    )  # fmt: skip
    source = forms.ChoiceField(
        label=_("资金来源"), required=False, choices=[("", _("全部来源")), *FundSource.choices],
        help_text=_("只编由这一来源出资（含分担）的人员。"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = OrgUnit.objects.visible_to(user).schools()
        self.fields["programmes"].queryset = Programme.objects.order_by("position")
        self.fields["towns"].choices = towns_for(user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("school") and not self._schools(cleaned).exists():
            self.add_error("school", _("没有这所学校，请核对名称或代码。"))
        return cleaned

    @property
    def chosen(self) -> dict[str, Any]:
        """What subsidies.actions.batch_rows.Choice asks for."""
        said = self.cleaned_data
        narrowed = said["towns"] or said["school"]
        return {
            "term": said["term"],
            "channel": said["channel"],
            "programmes": [programme.pk for programme in said["programmes"]] or None,
            "schools": list(self._schools(said).values_list("pk", flat=True)) if narrowed else None,
            "bank": said["bank"].strip(),
            "source": said["source"],
        }

    def _schools(self, said: dict[str, Any]) -> QuerySet[OrgUnit]:
        schools, word = self.units, (said.get("school") or "").strip()
        if towns := said.get("towns"):
            inside = Q()
            for code in towns:
                inside |= Q(path__startswith=f"/{code}/")
            schools = schools.filter(inside)
        return schools.filter(Q(name__icontains=word) | Q(code=word)) if word else schools


class TitleForm(OnceForm):
    """A name for the batch, and whether what cannot be paid stays out for now."""

    title = forms.CharField(
        label=_("批次名称"), max_length=120, min_length=2, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    leave_out = forms.BooleanField(label=_("有问题的暂不列入，办妥后另编批次"), required=False)


class ReleaseForm(SeenForm):
    """The digest that the releaser has looked at, and the password once more."""

    password = forms.CharField(
        label=_("请再次输入您的登录密码"), strip=False, max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class DayForm(OnceForm):
    """The day on which the file was handed to the bank."""

    day = forms.DateField(label=_("送交银行的日期"), widget=day_input(), initial=timezone.localdate)

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] > timezone.localdate():
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return self.cleaned_data["day"]


class SettleForm(DayForm):
    """The voucher by which the money of waivers went to the schools."""

    voucher = forms.CharField(label=_("拨付凭证号"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("拨付日期")


class CloseForm(OnceForm):
    note = forms.CharField(
        label=_("关闭说明"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("还有退票没有重发时必填。"),
    )  # fmt: skip
