"""register, change: a donor once, organisations with their credit code."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from subsidies.actions import credit_codes
from subsidies.donation_choices import DonorKind
from subsidies.models import Donor


@transaction.atomic
def register(*, name: str, kind: str, credit_code: str = "", by: User) -> Donor:
    name, code = name.strip(), credit_code.strip().upper()
    refuse_empty(name, _("请填写捐赠人名称。"), code="no_name")
    _refuse_bad_code(kind, code)
    _refuse_known(Donor.objects.all(), name, code)
    donor = Donor.objects.create(name=name, kind=kind, credit_code=code)
    audit.record("subsidies.donor.registered", by=by, target=donor)
    return donor


@transaction.atomic
def change(*, donor: Donor, name: str, kind: str, credit_code: str = "", by: User) -> Donor:
    """What was written wrongly put right; receipts that were issued keep the words they were issued with."""
    name, code = name.strip(), credit_code.strip().upper()
    refuse_empty(name, _("请填写捐赠人名称。"), code="no_name")
    _refuse_bad_code(kind, code)
    donor = Donor.objects.locked().get(pk=donor.pk)
    _refuse_known(Donor.objects.exclude(pk=donor.pk), name, code)
    before = _facts(donor)
    donor.name, donor.kind, donor.credit_code = name, kind, code
    donor.save(update_fields=["name", "kind", "credit_code"])
    audit.record("subsidies.donor.changed", by=by, target=donor, before=before, after=_facts(donor))
    return donor


def _facts(donor: Donor) -> dict[str, str]:
    return {"name": donor.name, "kind": donor.kind, "credit_code": donor.credit_code}


def _refuse_known(others: QuerySet[Donor], name: str, code: str) -> None:
    known = others.filter(name=name).first() or (others.filter(credit_code=code).first() if code else None)
    if known:
        raise Refused(_("捐赠人“%(donor)s”已经登记过，请直接选用。") % {"donor": known}, code="known", ids=[known.pk])


def _refuse_bad_code(kind: str, code: str) -> None:
    if not code:
        return
    if kind == DonorKind.PERSON:
        raise Refused(_("个人捐赠人没有统一社会信用代码，请不要填写；也不要填写身份证号。"), code="code_of_a_person")
    credit_codes.refuse_bad(code)
