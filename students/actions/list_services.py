"""fetch: the newest file of a department's list service, to be loaded as a file that somebody uploads is.

What is asked of a service is little: an address that answers with the department's file. It is named in the settings, never
by a user, so that nobody sends the portal's token elsewhere.
"""

import time
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from pathlib import Path, PurePosixPath
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from aid_portal.uploads import COUNTY_FILE

WAITS = (0, 5, 30)  # seconds before each try
TIMEOUT = 60
BLOCK = 1 << 20
SUFFIXES = {".xlsx", ".xls", ".csv"}
HERE = {"localhost", "127.0.0.1", "::1"}


class StayThere(HTTPRedirectHandler):
    """The token goes to the address that was set and to no other."""

    def redirect_request(self, *_said: object) -> None:
        return None


def fetch(*, kind: str, folder: Path) -> Path:
    """Kept in the folder; refused in words when the service is not set, says no, or does not answer after three tries."""
    address = _address(kind)
    for wait in WAITS:
        time.sleep(wait)
        try:
            return _kept(address, folder / f"{kind}{_suffix(address)}")
        except HTTPError as fault:
            said = f"HTTP {fault.code}"
            if fault.code < 500:
                break
        except (URLError, HTTPException, OSError) as fault:
            said = type(fault).__name__
    raise Refused(_("名单接口没有给出文件（%(said)s）。请稍后再试，或请主管部门导出后上传。") % {"said": said}, code="no_answer")


def _address(kind: str) -> str:
    if not (address := settings.LIST_SERVICES.get(kind, "")):
        raise Refused(_("没有配置这类名单的接口，请上传文件，或在 LIST_SERVICES 里配置地址。"), code="no_service")
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
        raise Refused(_("名单接口的地址必须是 https。"), code="not_secret")
    return address


def _suffix(address: str) -> str:
    suffix = PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()
    return suffix if suffix in SUFFIXES else ".xlsx"


def _kept(address: str, path: Path) -> Path:
    headers = {"Authorization": f"Bearer {settings.LIST_SERVICES_TOKEN}"} if settings.LIST_SERVICES_TOKEN else {}
    request = Request(address, headers=headers)  # noqa: S310 the scheme was looked at
    with build_opener(StayThere).open(request, timeout=TIMEOUT) as answer, path.open("wb") as file:
        for block in _blocks(answer):
            file.write(block)
    return path


def _blocks(answer: HTTPResponse) -> Iterator[bytes]:
    """No more than an upload may have."""
    left = COUNTY_FILE.size
    while block := answer.read(BLOCK):
        left -= len(block)
        if left < 0:
            words = {"limit": COUNTY_FILE.size >> 20}
            raise Refused(_("名单接口给出的文件超过 %(limit)s MB 的上限，没有载入。") % words, code="too_big")
        yield block
