"""What came of donations in the year, on the home page."""

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.home_cards import Panel, Stat, Viewer, register_panel
from aid_portal.links import rows
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from subsidies.models import DonationAgreement
from subsidies.reports.donations import sums


def donations_of_the_year(viewer: Viewer) -> Panel | None:
    year = viewer.term.year
    agreements = DonationAgreement.objects.visible_to(viewer.user).leading().filter(year=year)
    found = sums(agreements)
    if not found.programmes:
        return None
    gifts = {"year": year, "status": PaperStatus.APPROVED.value}
    programmes = rows("subsidies:donation-list", year=year)
    lead = _("%(count)s个项目，另行统计，不在国家资助人次和金额内。") % {"count": found.programmes}
    stats = [
        _stat(_("收到现金"), found.cash, rows("subsidies:gift-list", kind="cash", **gifts), "cash-coin"),
        _stat(_("实物和服务价值"), found.in_kind, rows("subsidies:gift-list", kind="in_kind", **gifts), "gift"),
        _stat(_("现金已发放"), found.spent, programmes, "send"),
        _stat(_("现金结余"), found.balance, programmes, "bank"),
        Stat(_("受助学生"), figures.count(found.children), _("人"), programmes, _("各项目相加"), icon="people"),
    ]
    return Panel(_("%(year)s年社会捐赠") % {"year": year}, lead, stats=stats)


def _stat(label: str, amount, url: str, icon: str) -> Stat:
    return Stat(label, figures.wan(amount), _("万元"), url, full=_("%(amount)s元") % {"amount": figures.yuan(amount)}, icon=icon)


register_panel(Permission.DONATION_VIEW, donations_of_the_year, 30)
