"""approve_each — several things of the inbox, each by its own verb: who is refused says why, the others go on."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal.approving import Chosen, choice_of
from aid_portal.errors import Refused, Stale
from aid_portal.models import User
from aid_portal.waiting import Viewer


@dataclass(frozen=True)
class Outcome:
    done: list[Chosen] = field(default_factory=list)
    refused: list[tuple[Chosen, str]] = field(default_factory=list)


@transaction.atomic
def approve_each(*, keys: Iterable[str], seen: str, viewer: Viewer, by: User) -> Outcome:
    """`seen` is the digest of what was shown: where anything of it is different now, nothing is done."""
    choice = choice_of(viewer, keys)
    if choice.left_out or choice.digest != seen:
        raise Stale(_("所选事项的内容或金额与您看到的不同，请回到待办重新选择、核对后再批准。"))
    outcome = Outcome()
    for each in choice.chosen:
        try:
            with transaction.atomic():
                each.carry_out(by)
            outcome.done.append(each)
        except Refused as refusal:
            outcome.refused.append((each, refusal.message))
    return outcome
