"""Answers under a key: take the key, keep the answer or give the key back, prune."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from aid_portal import crypto
from aid_portal.models import IdempotentAnswer, User

KEPT = timedelta(hours=24)


def take(*, key: str, digest: bytes, by: User) -> IdempotentAnswer | None:
    """Take the key for the caller's transaction; None when it is taken. Waits for one who took it and has not committed."""
    try:
        with transaction.atomic():
            return IdempotentAnswer.objects.create(user=by, key=key, request_digest=digest)
    except IntegrityError:
        return None


def keep(*, answer: IdempotentAnswer, content: dict) -> None:
    answer.sealed = crypto.seal(content, aad(answer))
    answer.save(update_fields=["sealed"])


def give_back(*, answer: IdempotentAnswer) -> None:
    """What was done stands; the key may be used again."""
    answer.delete()


def prune() -> int:
    return IdempotentAnswer.objects.filter(created_at__lt=Now() - KEPT).delete()[0]


def aad(answer: IdempotentAnswer) -> str:
    return f"idempotent_answer|{answer.user_id}|{answer.key}"
