"""What a ledger entry was made for, in words and with the page of the thing, for a page of entries at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from aid_portal.links import if_built
from subsidies.models import Adjustment, BankReturn, Batch, EntitlementList, FundingDocument, Gift, LedgerEntry, Recovery


class Cause(NamedTuple):
    words: str
    url: str = ""


def causes(entries: Iterable[LedgerEntry]) -> dict[int, Cause]:
    """One query for each kind of cause that the entries name."""
    named: dict[str, dict[int, int]] = defaultdict(dict)
    for entry in entries:
        thing, _colon, key = entry.cause.partition(":")
        named[thing][entry.pk] = int(key)
    found: dict[int, Cause] = {}
    for thing, keys in named.items():
        known = _FIND[thing](set(keys.values())) if thing in _FIND else {}
        found |= {entry: known.get(key, Cause(f"{thing} {key}")) for entry, key in keys.items()}
    return found


def _documents(keys: set[int]) -> dict[int, Cause]:
    numbers = FundingDocument.objects.filter(pk__in=keys).values_list("pk", "number")
    return {
        pk: Cause(_("资金文件%(number)s") % {"number": number}, if_built("subsidies:document-detail", pk))
        for pk, number in numbers
    }


def _lists(keys: set[int]) -> dict[int, Cause]:
    lists = EntitlementList.objects.filter(pk__in=keys).select_related("school", "programme", "term")
    return {
        each.pk: Cause(
            _("%(school)s %(term)s %(programme)s名单") % {"school": each.school, "term": each.term, "programme": each.programme},
            if_built("subsidies:list-detail", each.pk),
        )
        for each in lists
    }


def _batches(keys: set[int]) -> dict[int, Cause]:
    titles = Batch.objects.filter(pk__in=keys).values_list("pk", "number", "title")
    return {
        pk: Cause(_("批次%(number)s %(title)s") % {"number": number, "title": title}, if_built("subsidies:batch-detail", pk))
        for pk, number, title in titles
    }


def _returns(keys: set[int]) -> dict[int, Cause]:
    numbers = BankReturn.objects.filter(pk__in=keys).values_list("pk", "batch__number")
    return {
        pk: Cause(_("批次%(number)s银行回盘") % {"number": number}, if_built("subsidies:return-detail", pk))
        for pk, number in numbers
    }


def _adjustments(keys: set[int]) -> dict[int, Cause]:
    found = Adjustment.objects.filter(pk__in=keys).select_related("entitlement__programme")
    return {
        each.pk: Cause(
            _("%(kind)s：%(reason)s（%(programme)s）")
            % {"kind": each.get_kind_display(), "reason": each.reason, "programme": each.entitlement.programme},
            if_built("subsidies:adjustment-detail", each.pk),
        )
        for each in found
    }


def _recoveries(keys: set[int]) -> dict[int, Cause]:
    found = Recovery.objects.filter(pk__in=keys).values_list("pk", "voucher")
    return {
        pk: Cause(_("追回款收回，凭证%(voucher)s") % {"voucher": voucher}, if_built("subsidies:recovery-detail", pk))
        for pk, voucher in found
    }


def _gifts(keys: set[int]) -> dict[int, Cause]:
    found = Gift.objects.filter(pk__in=keys).select_related("donor", "programme")
    words = {each.pk: {"donor": each.donor, "programme": each.programme} for each in found}
    return {
        pk: Cause(_("%(donor)s捐赠（%(programme)s）") % said, if_built("subsidies:gift-detail", pk)) for pk, said in words.items()
    }


def _entries(keys: set[int]) -> dict[int, Cause]:
    found = LedgerEntry.objects.filter(pk__in=keys)
    return {
        each.pk: Cause(
            _("冲正第%(number)s号分录（%(kind)s）") % {"number": each.pk, "kind": each.get_kind_display()},
            each.get_absolute_url(),
        )
        for each in found
    }


_FIND = {
    "document": _documents, "list": _lists, "batch": _batches, "return": _returns, "adjustment": _adjustments,
    "recovery": _recoveries, "entry": _entries, "gift": _gifts,
}  # fmt: skip
