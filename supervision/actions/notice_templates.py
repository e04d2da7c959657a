"""set_template, restore: what the Word files of notices are made from."""

from django.core.files import File
from django.db import transaction

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.models import User
from supervision.models import NoticeTemplate
from supervision.sheets import rectification_notices

KIND = "notice_template"


@transaction.atomic
def set_template(*, file: File, by: User) -> NoticeTemplate:
    """Tried with a sample before anybody relies on it: a template that lacks something is refused in words."""
    content = file.read()
    rectification_notices.check_template(content)
    stored = stored_files.store(source=content, name=file.name or "", kind=KIND, by=by, unit=by.home_unit)
    made = NoticeTemplate.objects.create(file=stored, made_by=by)
    audit.record("supervision.notice_template.set", by=by, target=made, after={"sha256": stored.sha256})
    return made


@transaction.atomic
def restore(*, by: User) -> NoticeTemplate:
    made = NoticeTemplate.objects.create(made_by=by)
    audit.record("supervision.notice_template.restored", by=by, target=made)
    return made
