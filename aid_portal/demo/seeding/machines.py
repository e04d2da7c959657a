"""Two other systems that ask the portal: one comes in with a token, the token of the other waits to be issued."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.actions import api_tokens, role_assignments, users
from aid_portal.choices import Role
from aid_portal.demo.seeding.people import GRANTS, PROPOSES, named
from aid_portal.demo.units import BUREAU
from aid_portal.models import ApiToken, OrgUnit, User
from aid_portal.permissions import Permission

P = Permission
HALF_A_YEAR = timedelta(days=180)


def bring() -> str:
    """What is there already is left alone. Nobody has seen the token: to try one out, issue the one that waits."""
    pushing = _token("xueji", "学籍系统", "花名册推送", [P.ROSTER_VIEW, P.ROSTER_UPLOAD, P.STUDENT_VIEW])
    if pushing:
        api_tokens.issue(token=pushing, by=named(GRANTS))
    _token("shuju", "县数据共享平台", "部门名单推送", [P.RECORD_VIEW, P.RECORD_UPLOAD])
    return _("%(tokens)d 个") % {"tokens": ApiToken.objects.count()}


def _token(username: str, system: str, name: str, scopes: list[Permission]) -> ApiToken | None:
    if User.objects.filter(username=username).exists():
        return None
    today, by = timezone.localdate(), named(PROPOSES)
    account = users.create_service(username=username, name=system, by=by)
    facts = {"user": account, "role": Role.COUNTY_CLERK, "unit": OrgUnit.objects.get(code=BUREAU), "starts_on": today}
    role_assignments.grant(assignment=role_assignments.propose(**facts, by=by), by=named(GRANTS))
    return api_tokens.propose(user=named(username), name=name, scopes=scopes, expires_on=today + HALF_A_YEAR, by=by)
