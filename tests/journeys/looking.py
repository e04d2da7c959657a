"""What is asked of a page: of its text as the server sends it, and in a real browser at both widths.

A kind of element is its tag and attributes, those of all its ancestors, its children's tags and whether it holds text;
texts and targets are left out. axe looks at the first element of each kind once a run and width.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from lxml import html
from playwright.sync_api import Page, expect

from tests.house.test_gallery import DESK, PHONE, TAGS, shoot

SYSTEM = "扶风县学生资助管理"
A_WHOLE_NUMBER = re.compile(r"(?<![0-9A-Za-z])[GLJ]?\d{17}[\dXx]\d{0,2}(?![0-9A-Za-z])")
# Of these attributes only the name counts.
FREE = (
    r"^(id|for|name|value|href|src|action|style|title|content|datetime|d|points|(hx|data)-.*"
    r"|aria-(label|describedby|labelledby|controls))$"
)
# The first element of each kind; the root has another kind where the body is built otherwise.
KINDS = r"""(pattern) => {
  const free = new RegExp(pattern), root = document.documentElement;
  const said = (a) => free.test(a.name) ? a.name : `${a.name}=${a.value}`;
  const own = (e) => e.localName + [...e.attributes].map(said).sort().join();
  const within = (e) => [...new Set([...e.childNodes].map((n) => n.localName ?? (n.data?.trim() ? 'text' : '')))].sort().join();
  const chains = new Map();
  window.firsts = new Map();
  for (const e of document.querySelectorAll('*')) {
    chains.set(e, `${chains.get(e.parentElement) ?? ''}>${own(e)}`);
    const kind = `${chains.get(e)}{${e === root ? [...document.body.children].map(own).join() : within(e)}}`;
    if (!firsts.has(kind)) firsts.set(kind, e);
  }
  return [...firsts.keys()];
}"""
# By axe, of the first elements of these kinds alone: what stands inside of them and is no such element is left out.
BARRIERS = r"""async ([kinds, options]) => {
  const wanted = new Set(kinds.map((kind) => firsts.get(kind))), around = new Set(), include = [], exclude = [];
  for (const e of wanted) for (let up = e; up; up = up.parentElement) around.add(up);
  const walk = (e, inside) => {
    if (wanted.has(e) !== inside) (inside ? exclude : include).push(e);
    if (around.has(e)) for (const child of e.children) walk(child, wanted.has(e));
  };
  walk(document.documentElement, false);
  const found = await axe.run(exclude.length ? { include, exclude } : { include }, options);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)} (${nodes.length})`);
}"""


def complaints_of(text: str) -> list[str]:
    """A number that nobody may see whole, a page without a name."""
    page = html.document_fromstring(text)
    heads, title = len(page.findall(".//h1")), page.findtext(".//title", "")
    return [
        *(f"shows {number}" for number in set(A_WHOLE_NUMBER.findall(text))),
        *([] if heads == 1 else [f"{heads} h1"]),
        *([] if re.fullmatch(rf"\S.* - {SYSTEM}", title) else [f"title {title!r}"]),
    ]


def kinds_of(text: str) -> set[int]:
    """The kinds of elements that the server sends, before any script has run."""
    chains: dict = {}
    kinds = set()
    for each in html.document_fromstring(text).iter(html.etree.Element):
        own = (each.tag, *sorted(name if re.match(FREE, name) else f"{name}={value}" for name, value in each.items()))
        chains[each] = hash((chains.get(each.getparent()), own))
        kinds.add(hash((chains[each], bool((each.text or "").strip()), frozenset(child.tag for child in each))))
    return kinds


@dataclass
class Eyes:
    """What the browser has seen in a run."""

    names: set[str] = field(default_factory=set)
    sent: set[int] = field(default_factory=set)
    examined: dict[int, set[str]] = field(default_factory=lambda: {DESK["width"]: set(), PHONE["width"]: set()})

    def know(self, name: str, text: str) -> bool:
        """Whether a page of this name was seen, and each kind of element that was sent here; from now on it is."""
        kinds = kinds_of(text)
        known = name in self.names and kinds <= self.sent
        self.names.add(name)
        self.sent |= kinds
        return known

    def complaints(self, page: Page, url: str, troubles: list[str]) -> list[str]:
        """At the desk first, then the same page made narrow, as when a telephone is turned."""
        troubles.clear()
        page.set_viewport_size(DESK)
        answer = page.goto(url)
        words = [f"answers {answer.status}"] if answer.status != 200 else []
        words += complaints_of(answer.text())
        words += self._at(page, url, DESK)
        page.set_viewport_size(PHONE)
        words += self._at(page, url, PHONE)
        return list(dict.fromkeys(words + troubles))

    def _at(self, page: Page, url: str, size: dict[str, int]) -> list[str]:
        width = size["width"]
        words = [] if fits(page) else [f"scrolls sideways at {width}"]
        expect(page.locator(".htmx-request")).to_have_count(0)
        fresh = [kind for kind in page.evaluate(KINDS, FREE) if kind not in self.examined[width]]
        if not fresh:
            return words
        self.examined[width].update(fresh)
        shoot(page, f"{re.sub(r'[^a-z0-9]+', '-', urlsplit(url).path)}{'empty' if '?' in url else ''}{width}", full_page=True)
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        return words + [f"{each} at {width}" for each in page.evaluate(BARRIERS, [fresh, TAGS])]


def fits(page: Page) -> bool:
    """Charts are drawn anew a moment after the window has changed."""
    for _moment in range(20):
        if page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            return True
        page.wait_for_timeout(100)
    return False
