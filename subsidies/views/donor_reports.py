"""What a donor is told of a gift, as a page: nothing stands here that is not on the paper for him."""

from django.shortcuts import get_object_or_404, render

from aid_portal.permissions import Permission, require
from subsidies.models import DonationAgreement
from subsidies.reports import donor_reports


def found(user, pk, donor):
    """The agreement in force and one of its donors, if the user may look at gifts."""
    agreement = get_object_or_404(DonationAgreement.objects.visible_to(user).in_force().select_related("programme"), pk=pk)
    return agreement, get_object_or_404(agreement.donors.all(), pk=donor)


@require(Permission.DONATION_VIEW)
def donor_report(request, pk, donor):
    agreement, donor = found(request.user, pk, donor)
    report = donor_reports.donor_report(agreement, donor)
    others = agreement.donors.exclude(pk=donor.pk).order_by("pk")
    context = {"report": report, "figures": donor_reports.told_figures(report), "others": others}
    return render(request, "subsidies/donor_reports/detail.html", context)
