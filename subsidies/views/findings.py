"""What the check found besides decisions, for the schools to put right."""

from django.utils.translation import gettext as _

from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.filters.findings import FindingFilter
from subsidies.models import Finding
from subsidies.tables.findings import FindingTable


@require(Permission.DECISION_VIEW)
def finding_list(request):
    return list_page(
        request,
        queryset=Finding.objects.visible_to(request.user).for_list(),
        filterset_class=FindingFilter,
        table_class=FindingTable,
        title=_("比对发现"),
        template="subsidies/findings/list.html",
        empty=Empty(
            _("没有待处理的发现"), _("双重学籍、档次偏低、待认定的学生会列在这里，更正后下次比对自动消除。"), icon="check-circle"
        ),
        exports=("findings",),
    )
