import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission


def run(username: str, role: str, unit: str) -> str:
    out = StringIO()
    call_command("create_user", username, "李明", "--role", role, "--unit", unit, stdout=out)
    return out.getvalue()


def test_the_first_administrator_comes_from_the_console(bureau: OrgUnit) -> None:
    password = re.search(r"：(\S+)$", run("li", "system_admin", bureau.code).strip())[1]
    li = User.objects.get(username="li")
    assert (li.check_password(password), li.must_change_password, li.has(Permission.USER_MANAGE)) == (True, True, True)


@pytest.mark.parametrize(
    ("username", "role", "unit", "sentence"),
    [
        ("Li", "system_admin", "610324", "小写字母"),
        ("li", "system_admin", "999", "import_org_units"),
        ("li", "school_officer", "610324", "只能在"),
    ],
)
def test_what_cannot_be_is_said_and_leaves_no_account(
    username: str, role: str, unit: str, sentence: str, bureau: OrgUnit
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(username, role, unit)
    assert not User.objects.exists()
