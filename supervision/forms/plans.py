"""The unit's plan: for each problem what will be done, by whom, by when."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _

from aid_portal.forms.fields import DayField, line, text
from supervision.models import PlanLine, Problem

ASKED = ("measure", "person", "due_on")


class PlanForm(forms.Form):
    """`key` makes a plan that is sent twice one plan; `last` is the one that was returned, to be mended."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, problems: Sequence[Problem], last: Iterable[PlanLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems = problems
        before = {each.problem_id: each for each in last}
        for problem in problems:
            self._ask(problem, before.get(problem.pk))

    def _ask(self, problem: Problem, before: PlanLine | None) -> None:
        person = problem.responsible_person or problem.notice.responsible_person
        begin = [getattr(before, name) for name in ASKED] if before else ["", person, problem.due_on]
        number = {"number": problem.position}
        asked = (
            text(_("第%(number)s项整改措施") % number, 3, 1000, help_text=_("具体做什么，达到什么要求。")),
            line(_("第%(number)s项责任人") % number, 40),
            DayField(label=_("第%(number)s项完成时限") % number, help_text=_("不晚于整改期限。")),
        )
        for name, field, first in zip(ASKED, asked, begin, strict=True):
            field.initial = first
            self.fields[f"{name}_{problem.pk}"] = field

    @property
    def groups(self) -> Iterator[tuple[Problem, list[forms.BoundField]]]:
        for problem in self.problems:
            yield problem, [self[f"{name}_{problem.pk}"] for name in ASKED]

    @property
    def said_of(self) -> list[dict[str, Any]]:
        """Problem by problem, as `Planned` takes it."""
        said = self.cleaned_data
        return [{"problem": each, **{name: said[f"{name}_{each.pk}"] for name in ASKED}} for each in self.problems]
