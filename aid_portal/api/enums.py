"""An enum in the description of the API bears the name of the class of choices it comes from, whatever its fields are called."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Choices
from drf_spectacular.hooks import postprocess_schema_enums
from drf_spectacular.settings import patched_settings, spectacular_settings

# Choices that are no class of their own: a part of one, more than one.
PARTS: dict[str, Any] = {
    "KindBelowTheBureauEnum": "aid_portal.choices.KINDS_BELOW_THE_BUREAU",
    "ReportStageEnum": "subsidies.rules.statistics.REPORT_STAGES",
    "SchoolAidStageEnum": "subsidies.models.school_aid.STAGES",
    "PaperFormEnum": ["pdf", "xlsx"],
}


def name_enums(result: dict[str, Any], generator: Any, **options: Any) -> dict[str, Any]:
    with patched_settings({"ENUM_NAME_OVERRIDES": enum_names()}):
        return postprocess_schema_enums(result, generator, **options)


def enum_names() -> dict[str, Any]:
    """Of classes that hold the same choices the first in order of their names."""
    classes = sorted(_classes(Choices), key=lambda each: (each.__name__, each.__module__))
    shared = {name for name, times in Counter(each.__name__ for each in classes).items() if times > 1}
    names: dict[tuple, tuple[str, type[Choices]]] = {}
    for each in classes:
        name = f"{_place(each) if each.__name__ in shared else ''}{each.__name__}{spectacular_settings.ENUM_SUFFIX}"
        names.setdefault(tuple(sorted((value, str(label)) for value, label in each.choices)), (name, each))
    return dict(names.values()) | PARTS


def _classes(base: type[Choices]) -> Iterator[type[Choices]]:
    for each in base.__subclasses__():
        if each.choices:
            yield each
        yield from _classes(each)


def _place(choices: type[Choices]) -> str:
    """`outreach_choices` → Outreach; an app's own `choices` → the app."""
    app, *_between, module = choices.__module__.split(".")
    return (module.removesuffix("choices").strip("_") or app).title().replace("_", "")
