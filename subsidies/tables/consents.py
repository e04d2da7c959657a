"""Columns of the list of guardians' consents."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.list_tables import ListTable
from subsidies.donation_choices import ConsentState
from subsidies.models import GuardianConsent


class ConsentTable(ListTable):
    student = LinkColumn(accessor="student__name", order_by=("student__name", "pk"), heading=True)
    school = TextColumn(accessor="school__name", order_by=("school_id",), css="wrap")
    allows = TextColumn(verbose_name=_("可以告诉捐赠人"), orderable=False)
    given_on = DateColumn()
    paper = TextColumn(orderable=False, css="wrap")
    state = BadgeColumn(verbose_name=_("状态"), choices=ConsentState, order_by=("withdrawn_on",))
    withdrawn_on = DateColumn()

    class Meta(ListTable.Meta):
        model = GuardianConsent
        fields = ("student", "school", "allows", "given_on", "paper", "state", "withdrawn_on")
        order_by = ("-given_on",)
        caption = _("监护人同意")
