"""refuse_bad: a credit code that nobody can have, whoever it is written down for."""

from django.utils.translation import gettext as _
from stdnum.cn import uscc

from aid_portal.errors import Refused


def refuse_bad(code: str) -> None:
    """统一社会信用代码 has 18 characters, the last of which checks the others (GB 32100)."""
    if not uscc.is_valid(code):
        message = _("统一社会信用代码“%(code)s”应是18位，末位校验码要与前17位相符，请对照营业执照核对。")
        raise Refused(message % {"code": code}, code="bad_code")
