"""Following a number of a report to the list behind it."""

import re
from html import unescape

from django.test import Client

from aid_portal.grids import Figure, Grid


def figures_of(grid: Grid) -> list[Figure]:
    """Those that lead somewhere."""
    rows = [*(line.cells for line in grid.lines), grid.foot]
    return [figure for cells in rows for group in cells for figure in group if figure.url]


def followed(client: Client, address: str) -> list[str]:
    """The numbers that the list at this address says of itself: its length and its sums."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    told = re.findall(r"共 <strong>([^<]+)</strong> 条", page)
    for sums in re.findall(r'hx-get="([^"]+/sums/[^"]*)"', page):
        said = client.get(unescape(sums), headers={"HX-Request": "true"}).content.decode()
        told += re.findall(r"[−0-9][0-9,.]*", said)
    return told
