"""set_days: how many days a school, a town and the county have; no law fixes them, so the county writes down its own."""

from django.db import transaction
from django.utils import timezone

from aid_portal import audit
from aid_portal.models import User
from supervision.dropout_choices import ParameterCode
from supervision.models import DropoutParameter
from supervision.reports.dropout_days import days_in_force


@transaction.atomic
def set_days(*, code: ParameterCode, days: int, source: str, by: User) -> DropoutParameter:
    before = days_in_force()[code]
    facts = {"days": days, "source": source.strip(), "set_by": by, "set_at": timezone.now()}
    parameter, _made = DropoutParameter.objects.update_or_create(code=code, defaults=facts)
    changed = {"before": {"days": before}, "after": {"days": days, "source": parameter.source}}
    audit.record("supervision.dropout.parameter_set", by=by, target=parameter, **changed)
    return parameter
