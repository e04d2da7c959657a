"""keep, copy: the text of a year's responsibility letters."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import User
from supervision.choices import LetterStatus
from supervision.models import LetterTemplate

FIELDS = ("year", "subject", "title", "levels", "posts", "duties")
# What a person has put his name under.
TEXT = ("year", "subject", "title", "duties")


@transaction.atomic
def keep(*, template: LetterTemplate | None = None, facts: Mapping, by: User) -> LetterTemplate:
    """A new template, or the same with other words; once a letter is signed its text stays."""
    _refuse_second(template, facts)
    if template is None:
        made = LetterTemplate.objects.create(**facts, made_by=by)
        audit.record("supervision.letter_template.made", by=by, target=made, after=_told(made))
        return made
    template = LetterTemplate.objects.locked().get(pk=template.pk)
    _refuse_other_text(template, facts)
    before = _told(template)
    for name in FIELDS:
        setattr(template, name, facts[name])
    template.save(update_fields=FIELDS)
    audit.record("supervision.letter_template.changed", by=by, target=template, before=before, after=_told(template))
    return template


@transaction.atomic
def copy(*, template: LetterTemplate, year: int, by: User) -> LetterTemplate:
    """The same text for another year, to be read through there."""
    return keep(facts={name: getattr(template, name) for name in FIELDS} | {"year": year}, by=by)


def _refuse_second(template: LetterTemplate | None, facts: Mapping) -> None:
    same = LetterTemplate.objects.filter(year=facts["year"], subject=facts["subject"])
    other = same.exclude(pk=template.pk if template else None).first()
    if other:
        message = _("已有“%(other)s”，同一年度、同一事项只用一份范本。请直接修改那一份。")
        raise Refused(message % {"other": other}, code="known", ids=[other.pk])


def _refuse_other_text(template: LetterTemplate, facts: Mapping) -> None:
    signed = template.letters.filter(status=LetterStatus.SIGNED).count()
    if signed and any(getattr(template, name) != facts[name] for name in TEXT):
        message = _("“%(template)s”已签订%(count)s份，年度、事项、名称和责任内容不能再改。层级和岗位仍可调整。")
        raise Refused(message % {"template": template, "count": signed}, code="signed", ids=[template.pk])


def _told(template: LetterTemplate) -> dict:
    return {name: getattr(template, name) for name in ("year", "subject", "title", "levels", "posts")}
