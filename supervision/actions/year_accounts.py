"""freeze, word: the yearly account kept as it stands, and handed out as Word with a record that it was."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.choices import OrgKind
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from supervision.models import YearAccount
from supervision.reports.year_account import Account, account, kept
from supervision.sheets.year_accounts import PrintedAccount, PrintedFigure, docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def freeze(*, year: int, note: str, by: User) -> YearAccount:
    """Of the whole county. Refused where the year has no figure at all."""
    found = account(year)
    if not found.has_rows:
        raise Refused(_("%(year)s年没有登记的数据，没有可以固定的内容。") % {"year": year}, code="nothing")
    frozen = YearAccount.objects.create(
        year=year,
        entries=[entry.as_kept() for entry in found.entries],
        paragraphs=[list(each) for each in found.paragraphs],
        note=note.strip(),
        made_by=by,
    )
    audit.record("supervision.year_account.frozen", by=by, target=frozen, note=note)
    return frozen


@transaction.atomic
def word(*, year: int, by: User) -> tuple[str, bytes, str]:
    """Name, bytes and kind: the account as the rows say now."""
    stand = _("数字按%(moment)s的登记生成，没有固定，以后可能变化。") % {"moment": figures.minute(timezone.now())}
    title = str(YearAccount(year=year))
    audit.record("supervision.year_account.taken", by=by, note=title)
    return _made(title, account(year), stand)


@transaction.atomic
def frozen_word(*, frozen: YearAccount, by: User) -> tuple[str, bytes, str]:
    """The same of a frozen account: what it said on its day."""
    words = {"moment": figures.minute(frozen.frozen_at), "name": frozen.made_by.name}
    audit.record("supervision.year_account.taken", by=by, target=frozen, note=frozen.note)
    return _made(str(frozen), kept(frozen), _("数字固定于%(moment)s，固定人%(name)s，以后不变。") % words)


def _made(title: str, found: Account, stand: str) -> tuple[str, bytes, str]:
    paper = PrintedAccount(
        title=title,
        agency=OrgUnit.objects.get(kind=OrgKind.BUREAU).name,
        sections=found.paragraphs,
        figures=[PrintedFigure(each.name, each.with_unit, each.definition) for each in found.entries],
        stand=stand,
        made_at=timezone.now(),
    )
    return f"{title}.docx", docx(paper), DOCX
