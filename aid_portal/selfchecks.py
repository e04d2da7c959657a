"""What rows, envelopes and files must agree on: each app registers its question; the doctor asks it, and the beat every night."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import crypto, files
from aid_portal.diagnosis import Diagnosis, fault, ok
from aid_portal.models import StoredFile

Question = Callable[[], Diagnosis]
# a night and the day after it, should the beat be late
KEPT_SECONDS = 36 * 3600
KEPT = "selfchecks"
_questions: dict[str, Question] = {}


def register(name: str) -> Callable[[Question], Question]:
    def registered(question: Question) -> Question:
        _questions[name] = question
        return question

    return registered


def names() -> tuple[str, ...]:
    return tuple(_questions)


def ask(chosen: Iterable[str]) -> Iterator[Diagnosis]:
    """The answers in the order of registration; reads much, so never while a page waits."""
    chosen = set(chosen)
    return (question() for name, question in _questions.items() if name in chosen)


def keep() -> None:
    """Ask everything and remember the answers for the home page."""
    cache.set(KEPT, [(each.subject, each.level, each.seen) for each in ask(_questions)], KEPT_SECONDS)


@register("files")
def stored() -> Diagnosis:
    """Every file that has not expired lies on the disk, and the newest opens with today's keys."""
    subject = _("原件和附件")
    kept = StoredFile.objects.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now())).order_by("-pk")
    keys = list(kept.values_list("key", flat=True))
    lost = sum(not files.path_of(key).exists() for key in keys)
    if lost:
        told = {"lost": lost, "count": len(keys), "folder": settings.FILES_DIR}
        return fault(subject, _("%(count)d 个中有 %(lost)d 个不在磁盘上，请从备份恢复 %(folder)s。") % told)
    try:
        deque(files.read(keys[0]) if keys else (), maxlen=0)
    except crypto.SealError:
        return fault(subject, _("最近的一个打不开：文件被改动，或密钥不是与它配套的那一份。"))
    return ok(subject, _("%d 个，都在") % len(keys))
