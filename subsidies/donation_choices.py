"""Enumerations of social donations, and what tells their programmes from those of the policy."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgrammeKind(TextChoices):
    STATE = "state", _("国家和地方资助")
    SOCIAL = "social", _("社会资助")


class DonorKind(TextChoices):
    PERSON = "person", _("个人")
    COMPANY = "company", _("企业")
    FOUNDATION = "foundation", _("基金会、慈善组织")
    BODY = "body", _("机关、群团组织")


class GiftKind(TextChoices):
    CASH = "cash", _("现金")
    GOODS = "goods", _("实物")
    SERVICE = "service", _("服务、设施")


class ReceiptStatus(TextChoices):
    ISSUED = "issued", _("已开具")
    VOIDED = "voided", _("已作废")


RECEIPT_MOVES = {ReceiptStatus.ISSUED: {ReceiptStatus.VOIDED}}


class ConsentState(TextChoices):
    """Of a guardian's consent; it follows from the day of its withdrawal."""

    VALID = "valid", _("有效")
    WITHDRAWN = "withdrawn", _("已撤回")
