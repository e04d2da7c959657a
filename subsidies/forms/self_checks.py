"""What a family says of a child to see what it may have: no name, no number, nothing that is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.choices import GRADES_OF_STAGE, SchoolStage
from students.choices import Hukou
from subsidies.rules.decisions import Case
from subsidies.rules.policy import Policy
from subsidies.rules.policy_words import grades_label

YES_NO = (("", gettext_lazy("请选择")), ("yes", gettext_lazy("住校")), ("no", gettext_lazy("走读")))


class SelfCheckForm(forms.Form):
    """The grade says the stage as well: `primary-3`."""

    grade = forms.ChoiceField(label=gettext_lazy("孩子读几年级"))
    boarding = forms.ChoiceField(label=gettext_lazy("住校还是走读"), choices=YES_NO)
    hukou = forms.ChoiceField(label=gettext_lazy("户口"), choices=Hukou.choices, initial=Hukou.RURAL, widget=forms.RadioSelect)
    agriculture = forms.BooleanField(label=gettext_lazy("读涉农专业（中职）"), required=False)
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("家里属于哪些情况"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("可以选几项，都没有就不选。以部门名单为准。"),
    )
    determined = forms.ChoiceField(label=gettext_lazy("学校本学年认定的困难档次"), required=False)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = [("", _("请选择")), *_grades()]
        self.fields["categories"].choices = [(each.code, each.label) for each in policy.categories]
        self.fields["determined"].choices = [
            ("", _("没有认定，或还没有结果")),
            *((each.code, each.label) for each in policy.tiers),
        ]

    @property
    def case(self) -> Case:
        said = self.cleaned_data
        stage, grade = said["grade"].split("-")
        return Case(
            stage=stage,
            grade=int(grade),
            boarding=said["boarding"] == "yes",
            hukou=said["hukou"],
            agriculture=said["agriculture"] and stage == SchoolStage.VOCATIONAL,
            categories=frozenset(said["categories"]),
            determined=said["determined"],
        )


def _grades() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (str(SchoolStage(stage).label), [(f"{stage}-{n}", grades_label([n], [stage])) for n in range(1, last + 1)])
        for stage, last in GRADES_OF_STAGE.items()
    ]
