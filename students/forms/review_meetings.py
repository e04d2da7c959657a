"""A sitting of a group with its members, and what it found: of a whole class at once, of many children, of one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DoneField, line, text, whole
from aid_portal.forms.once import OnceForm
from students.determination_choices import Capacity, Tier
from students.forms.proofs import check_scan
from students.models import Application, ReviewMeeting
from students.rules.review_groups import capacities_of

MEMBERS = "members"
MOST_MEMBERS, USUAL_MEMBERS = 30, 5
NO_TIER = "none"
RESULTS = [*Tier.choices, (NO_TIER, _("不认定"))]
Place = tuple[int, str]  # grade and class


class MeetingForm(OnceForm):
    """`places` are the classes of the school, key and words; none is asked for where the school's group sits."""

    place = forms.ChoiceField(label=_("班级"), choices=())
    held_on = DoneField(label=_("会议日期"))
    summary = text(_("会议纪要"), 4, 4000, help_text=_("怎样核实、怎样评议、结果如何；不写家庭隐私的细节。"))
    minutes = forms.FileField(
        label=_("签字的会议记录"), required=False, validators=[check_scan], help_text=_("照片或扫描件，jpg、png 或 pdf。")
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places
        if not places:
            del self.fields["place"]

    @property
    def facts(self) -> dict[str, Any]:
        grade, _bar, class_name = self.cleaned_data.get("place", "").partition("|")
        kept = {name: self.cleaned_data[name] for name in ("held_on", "summary")}
        return {"grade": int(grade) if grade else None, "class_name": class_name, **kept}


class MemberForm(forms.Form):
    name = line(_("姓名"), 40)
    capacity = forms.ChoiceField(label=_("身份"), choices=Capacity.choices)
    present = forms.BooleanField(label=_("到会"), required=False, initial=True)

    def __init__(self, *args: Any, capacities: Sequence[tuple[str, Any]] = Capacity.choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].choices = capacities

    def has_changed(self) -> bool:
        """Nobody sits where no name stands, whatever the boxes say."""
        return bool(self.data.get(self.add_prefix("name"), "").strip())


MemberFormSet = forms.formset_factory(MemberForm, extra=0, max_num=MOST_MEMBERS, absolute_max=MOST_MEMBERS, validate_max=True)


def shown_members(last: Sequence[Mapping[str, Any]], school_type: str) -> forms.BaseFormSet:
    """Those who sat the last time and still may, and lines up to the usual number."""
    may = dict(capacities_of(school_type))
    last = [seat for seat in last if seat["capacity"] in may]
    empty = [{"capacity": Capacity.TEACHER, "present": True}] * max(1, USUAL_MEMBERS - len(last))
    return _member_lines(school_type, initial=[*last, *empty][:MOST_MEMBERS])


def with_one_more(data: Mapping[str, Any], school_type: str) -> forms.BaseFormSet:
    asked = str(data.get(f"{MEMBERS}-TOTAL_FORMS") or "0")
    count = min(int(asked) if asked.isdecimal() and len(asked) < 4 else 0, MOST_MEMBERS - 1)
    typed = [{name: data.get(f"{MEMBERS}-{number}-{name}", "") for name in MemberForm.base_fields} for number in range(count)]
    return _member_lines(school_type, initial=[*typed, {"capacity": Capacity.PARENT, "present": True}])


def sent_members(data: Any, school_type: str) -> forms.BaseFormSet:
    data = data.copy()
    data[f"{MEMBERS}-INITIAL_FORMS"] = "0"
    return _member_lines(school_type, data)


def _member_lines(school_type: str, *args: Any, **kwargs: Any) -> forms.BaseFormSet:
    return MemberFormSet(*args, prefix=MEMBERS, form_kwargs={"capacities": capacities_of(school_type)}, **kwargs)


class WeighForm(OnceForm):
    """Of each application of a class a result, or none yet; `score` where the round takes one."""

    def __init__(self, *args: Any, applications: Sequence[Application], scoring: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.applications = applications
        for each in applications:
            self._ask(each, scoring)

    def _ask(self, each: Application, scoring: bool) -> None:
        before = each.class_tier or (NO_TIER if each.class_meeting_id else "")
        radio = forms.RadioSelect(attrs={"class": "form-check-input"})
        self.fields[f"tier_{each.pk}"] = forms.ChoiceField(
            label=_("建议"), choices=RESULTS, required=False, widget=radio, initial=before
        )
        self.fields[f"reason_{each.pk}"] = line(_("理由"), 300, required=False, initial=each.class_reason)
        self.fields[f"votes_for_{each.pk}"] = whole(_("同意票"), 0, 99, required=False, initial=each.votes_for)
        self.fields[f"votes_all_{each.pk}"] = whole(_("总票数"), 1, 99, required=False, initial=each.votes_all)
        if scoring:
            self.fields[f"score_{each.pk}"] = whole(_("量化评分"), 0, 100, required=False, initial=each.score)

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        for each in self.applications:
            names = ("reason", "votes_for", "votes_all", "score")
            fields = [self[f"{name}_{each.pk}"] for name in names if f"{name}_{each.pk}" in self.fields]
            yield {"application": each, "tier": self[f"tier_{each.pk}"], "fields": fields}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for each in self.applications:
            if said.get(f"tier_{each.pk}") and not said.get(f"reason_{each.pk}"):
                self.add_error(f"reason_{each.pk}", now("请写明“%(name)s”的评议理由。") % {"name": each.enrolment.name})
            votes, every = said.get(f"votes_for_{each.pk}"), said.get(f"votes_all_{each.pk}")
            if (votes is None) != (every is None) or (votes is not None and votes > every):
                self.add_error(f"votes_for_{each.pk}", now("同意票和总票数要一起填，同意票不能多于总票数。"))
        if not self.errors and not any(said.get(f"tier_{each.pk}") for each in self.applications):
            self.add_error(None, now("请至少填写一名学生的评议建议。"))
        return said

    @property
    def found(self) -> list[tuple[Application, dict[str, Any]]]:
        """Those with a result: tier, reason, votes_for, votes_all, score."""
        said, names = self.cleaned_data, ("reason", "votes_for", "votes_all", "score")
        return [
            (each, {"tier": _tier(said[f"tier_{each.pk}"]), **{name: said.get(f"{name}_{each.pk}") for name in names}})
            for each in self.applications
            if said[f"tier_{each.pk}"]
        ]


class DecideForm(OnceForm):
    """The school's group decides on one child."""

    meeting = forms.ModelChoiceField(label=_("认定会议"), queryset=ReviewMeeting.objects.none(), empty_label=None)
    tier = forms.ChoiceField(label=_("认定档次"), choices=RESULTS, widget=forms.RadioSelect)
    reason = line(_("认定理由"), 300)
    below_reason = line(_("低于应定档次的原因"), 300, required=False, help_text=_("低于部门数据证明的档次时必填，由县级审批。"))

    def __init__(self, *args: Any, meetings: QuerySet[ReviewMeeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings

    @property
    def found(self) -> dict[str, str]:
        said = self.cleaned_data
        return {"tier": _tier(said["tier"]), "reason": said["reason"], "below_reason": said["below_reason"]}


class SureForm(OnceForm):
    """The second look before many are decided."""

    chosen = forms.CharField(widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("已逐一核对，同意按上表认定"))

    def clean_chosen(self) -> list[int]:
        return [int(word) for word in self.cleaned_data["chosen"].split() if word.isdecimal() and len(word) < 12]


def _tier(result: str) -> str:
    return "" if result == NO_TIER else result
