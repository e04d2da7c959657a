"""Agency words, the last number on paper, the template in Word."""

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subsidies.forms.once import OnceForm
from supervision.choices import Theme
from supervision.forms.notices import line


class WordForm(OnceForm):
    name = line(
        _("机关代字"), 12, help_text=_("2至12个汉字，不带括号和年份，如“扶教体督”。"),
        validators=[RegexValidator(r"^[\u3400-\u9fff]{2,12}$", _("机关代字应是2至12个汉字，不带括号、数字和空格。"))],
    )  # fmt: skip
    label = line(_("用途"), 40)
    themes = forms.MultipleChoiceField(label=_("督查事项"), choices=Theme.choices, widget=forms.CheckboxSelectMultiple)


class PaperForm(OnceForm):
    year = forms.IntegerField(
        label=_("年度"), min_value=2000, max_value=2100, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    last = forms.IntegerField(
        label=_("纸质最后一号"), min_value=0, max_value=99999, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("系统从下一号接着编；没有纸质编号的填0。"),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year


class TemplateForm(OnceForm):
    file = forms.FileField(label=_("Word 模板（.docx）"), widget=forms.FileInput(attrs={"accept": ".docx"}))
