"""Gifts and a guardian's consent of two files that are one child: the rows join, and part again."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from students.child_rows import Moved
from students.models import Student, TermSetting
from subsidies.models import DonationAward, GuardianConsent

MODELS = {"awards": DonationAward, "consents": GuardianConsent}


def in_the_way(kept: Student, merged: Student, terms: Sequence[TermSetting], moved: Moved | None) -> list[str]:
    """A child is once on a list of what was handed out and has one consent that stands: a person ends the second first."""
    if moved is not None:
        return []
    found = []
    twice = DonationAward.objects.filter(student=kept, hand_over=OuterRef("hand_over"))
    if DonationAward.objects.filter(Exists(twice), student=merged).exists():
        found.append(_("两份档案同在一份捐赠发放清单里，请先核实清单，再合并。"))
    if GuardianConsent.objects.standing().filter(student__in=[kept, merged]).count() > 1:
        found.append(_("两份档案各有一份有效的监护人同意，请先撤回其中一份，再合并。"))
    return found


def join(kept: Student, merged: Student) -> Moved:
    moved = {}
    for name, model in MODELS.items():
        moved[name] = list(model.objects.filter(student=merged).order_by("pk").values_list("pk", flat=True))
        model.objects.filter(pk__in=moved[name]).update(student=kept)
    return moved


def part(moved: Moved, kept: Student, merged: Student, enrolments: Sequence[int]) -> None:
    """What was recorded since stays with the kept file: it names the child and no enrolment."""
    for name, model in MODELS.items():
        model.objects.filter(student=kept, pk__in=moved[name]).update(student=merged)


def said(student: Student) -> list[tuple[str, str]]:
    gifts = DonationAward.objects.filter(student=student).count()
    consents = GuardianConsent.objects.standing().filter(student=student).count()
    return [
        *([(_("捐赠发放"), _("%(count)d次") % {"count": gifts})] if gifts else []),
        *([(_("监护人同意"), _("有效"))] if consents else []),
    ]
