"""change: who owns the warnings of a kind and how long they may take; warnings that stand keep their deadline."""

from django.db import transaction
from django.utils import timezone

from aid_portal import audit
from aid_portal.models import User
from supervision.models import WarningSetting


@transaction.atomic
def change(*, setting: WarningSetting, owner: str, working_days: int, source: str = "", by: User) -> WarningSetting:
    setting = WarningSetting.objects.select_for_update(no_key=True).get(pk=setting.pk)
    after = {"owner": owner, "working_days": working_days, "source": source.strip()}
    before = {name: getattr(setting, name) for name in after}
    if before == after:
        return setting
    setting.owner, setting.working_days, setting.source = after.values()
    setting.changed_by, setting.changed_at = by, timezone.now()
    setting.save()
    audit.record("supervision.warning.setting_changed", by=by, target=setting, before=before, after=after)
    return setting
