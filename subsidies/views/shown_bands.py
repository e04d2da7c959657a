"""What the page of a band shows, and what a batch or list says of its signatures."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.models import ApprovalBand
from subsidies.reports.countersignatures import Signing
from subsidies.views.shown_documents import decision, story


def band_page(band: ApprovalBand, user: User) -> dict[str, Any]:
    after = band.replaced_by
    return {
        "band": band,
        "facts": [
            (_("对象"), band.get_subject_display()),
            (_("金额达到（元）"), figures.yuan(band.above)),
            (_("会签人数"), str(band.signers)),
            (_("执行日期"), figures.day(band.starts_on)),
            (_("依据"), band.source),
            (_("被取代于"), after, after.get_absolute_url()) if after else (_("被取代于"), ""),
        ],
        "story": story(band, _("批准，按执行日期起用")),
        **decision(band, user, Permission.POLICY_APPROVE),
    }


def shown_signing(signing: Signing, user: User) -> dict[str, Any]:
    return {
        "amount": signing.amount,
        "wanted": signing.wanted,
        "missing": signing.missing,
        "signed": signing.signed,
        "own": signing.signed_by(user),
        "others": "、".join(signing.others),
    }
