"""A school records that its list hangs on the notice board."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.permissions import Permission, require
from subsidies.actions import list_notices
from subsidies.forms.papers import PostListForm
from subsidies.models import EntitlementList


@require_POST
@require(Permission.ENTITLEMENT_CONFIRM)
def post(request, pk):
    found = get_object_or_404(EntitlementList.objects.visible_to(request.user), pk=pk)
    form = PostListForm(request.POST)
    if not form.is_valid():
        for field, errors in form.errors.items():
            messages.error(request, f"{form.fields[field].label}：{''.join(errors)}")
        return redirect(found)
    notice = list_notices.post(entitlement_list=found, **form.cleaned_data, by=request.user)
    messages.success(request, _("已登记公示，到%(day)s期满。") % {"day": figures.day(notice.ends_on)})
    return redirect(found)
