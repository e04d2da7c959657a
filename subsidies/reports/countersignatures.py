"""What still asks for a further person's signature, and whose turn it is."""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from aid_portal.models import RoleAssignment, User
from aid_portal.permissions import Permission
from aid_portal.roles import ROLES
from subsidies.models import Batch, Countersignature, EntitlementList
from subsidies.models.countersignatures import with_signatures

SIGNING_ROLES = [role for role, allowed in ROLES.items() if Permission.COUNTERSIGN in allowed]


@dataclass(frozen=True)
class Signing:
    """Of what was reviewed: `wanted` signatures for `amount` yuan, those there are, the names of who may add one."""

    amount: Decimal = Decimal(0)
    wanted: int = 0
    signed: list[Countersignature] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def missing(self) -> int:
        return max(self.wanted - len(self.signed), 0)

    def signed_by(self, user: User) -> bool:
        return bool(user.stands_for & {each.signed_by_id for each in self.signed})


def signing_of(thing: Batch | EntitlementList) -> Signing:
    """Nothing is asked for before the review."""
    found = with_signatures(type(thing).objects.filter(pk=thing.pk)).get() if thing.reviewed_at else None
    if not found or not found.wanted:
        return Signing()
    valid = found.countersignatures.filter(reviewed_at=found.reviewed_at, amount=found.asked).select_related("signed_by")
    signed = list(valid.order_by("pk"))
    return Signing(found.asked, found.wanted, signed, _others(found, signed))


def signers_of(batch: Batch) -> list[str]:
    """The names of those who countersigned what was last reviewed."""
    valid = batch.countersignatures.filter(reviewed_at=batch.reviewed_at, amount=batch.total)
    return list(valid.order_by("pk").values_list("signed_by__name", flat=True))


def to_sign(things: QuerySet, user: User) -> QuerySet:
    """Those whose signatures are not complete and lack that of `user`, who has had no other hand in them."""
    return with_signatures(things).filter(signed__lt=F("wanted")).exclude(pk__in=_signed_by(user, things))


def signed_enough(things: QuerySet, user: User) -> QuerySet:
    """Those that may go on, but not by one of their signers."""
    return with_signatures(things).filter(signed__gte=F("wanted")).exclude(pk__in=_signed_by(user, things))


def _signed_by(user: User, things: QuerySet) -> QuerySet:
    """The keys of what `user` has signed after its last review."""
    own = "batch" if things.model is Batch else "entitlement_list"
    mine = Countersignature.objects.filter(**{"signed_by__in": user.stands_for, f"{own}__reviewed_at": F("reviewed_at")})
    return mine.values(own)


def decided_by_any_of(people: Collection[int]) -> Q:
    """Lists that one of them confirmed, reviewed or approved."""
    return Q(confirmed_by__in=people) | Q(reviewed_by__in=people) | Q(approved_by__in=people)


def _others(thing: Batch | EntitlementList, signed: list[Countersignature]) -> list[str]:
    held = RoleAssignment.objects.in_force_on(timezone.localdate()).filter(role__in=SIGNING_ROLES)
    hands = {thing.reviewed_by_id, getattr(thing, "prepared_by_id", None), getattr(thing, "confirmed_by_id", None)}
    hands |= {each.signed_by_id for each in signed}
    people = User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk__in=hands - {None})
    if isinstance(thing, Batch):
        lists = EntitlementList.objects.filter(entitlements__payments__batch=thing)
        people = people.exclude(pk__in=lists.values("approved_by"))
    return list(people.order_by("pk").values_list("name", flat=True))
