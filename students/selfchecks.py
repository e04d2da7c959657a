"""Do the keys of this machine fit the rows of this database."""

from django.utils.translation import gettext as _

from aid_portal import crypto
from aid_portal.diagnosis import Diagnosis, fault, ok
from aid_portal.selfchecks import register
from students.models import Enrolment
from students.sealing import open_enrolment


@register("envelopes")
def envelopes() -> Diagnosis:
    """The first and the last envelope open: after a restore, rows and keys may come from different backups."""
    subject = _("学生密文")
    rows = Enrolment.objects.select_related("school").order_by("pk")
    found = [row for row in (rows.first(), rows.last()) if row]
    try:
        for row in found:
            open_enrolment(row)
    except crypto.SealError:
        return fault(subject, _("用当前的密钥打不开，请恢复与这份数据库配套的密钥文件。"))
    return ok(subject, _("密钥与数据相配") if found else _("还没有学生"))
