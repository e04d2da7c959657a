"""Who owns the warnings of each kind, and how many working days they may take."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from supervision.actions import warning_settings
from supervision.forms.warnings import SettingForm
from supervision.models import WarningSetting
from supervision.reports.warning_words import MENDS
from supervision.rules.warnings import ENDING_AHEAD
from supervision.warning_choices import WarningKind


@require(Permission.WARNING_CLOSE)
def settings(request):
    found = WarningSetting.objects.visible_to(request.user).select_related("changed_by").order_by("pk")
    shown = [{"row": each, "mends": MENDS[WarningKind(each.kind)]} for each in found]
    context = {"settings": shown, "ending_ahead": ENDING_AHEAD}
    return render(request, "supervision/warnings/settings.html", context)


@require(Permission.WARNING_CLOSE)
@idempotent
def setting_change(request, pk):
    setting = get_object_or_404(WarningSetting.objects.visible_to(request.user), pk=pk)
    begin = {name: getattr(setting, name) for name in ("owner", "working_days", "source")}
    form = SettingForm(request.POST or None, initial=begin)
    if form.is_valid():
        warning_settings.change(setting=setting, **form.said, by=request.user)
        messages.success(request, _("已保存，新产生的预警按新的期限计算；责任单位在下次更新时调整。"))
        return redirect("supervision:warning-settings")
    return render(request, "supervision/warnings/setting.html", {"form": form, "setting": setting})
