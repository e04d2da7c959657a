"""Static files: as published by their makers, readable to Chromium 86, and asking nobody outside this host."""

import hashlib
import json
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
VENDOR = STATIC / "vendor"
OWN_CSS = sorted(STATIC.glob("*.css"))
OWN_JS = sorted(STATIC.glob("*.js"))
SERVED = [path for path in sorted(STATIC.rglob("*")) if path.suffix in (".css", ".js")]

# Above the floor (ux.md 6): each with the Chromium that first knew it.
CSS_TOO_NEW = {
    ":has(": 105, "@container": 105, "@layer": 99, "color-mix(": 111, "oklch(": 111, "light-dark(": 123, ":is(": 88,
    ":where(": 88, "dvh": 108, "svh": 108, "lvh": 108, "subgrid": 117, "text-wrap": 114, "accent-color": 93,
    "aspect-ratio": 88, "@scope": 118,
}  # fmt: skip
CSS_PROPERTIES_TOO_NEW = ("inset", "translate", "rotate", "scale", "inset-inline", "inset-block")
JS_TOO_NEW = [
    r"\.at\(", r"Object\.hasOwn", r"structuredClone", r"randomUUID", r"\.toSorted", r"\.toReversed", r"\.findLast", r"\.inert\b",
    r"showPopover", r"showSaveFilePicker", r"\?\?=", r"\|\|=", r"&&=", r"\.replaceAll\(", r"Promise\.any", r"static\s*{",
    r"#[a-z]\w*\s*[=(;]", r"\beval\(", r"new Function", r"document\.write", r"innerHTML",
]  # fmt: skip


def without_comments(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def test_vendored_files_are_those_of_the_manifest():
    listed = {entry["file"]: entry for entry in json.loads((VENDOR / "manifest.json").read_text())}
    assets = {path.name for path in VENDOR.iterdir() if path.suffix in (".js", ".css", ".svg")}
    assert set(listed) == assets
    for name, entry in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == entry["sha256"], name
        assert entry["licence"] in {"MIT", "Apache-2.0", "0BSD"}


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path):
    text = path.read_text()
    assert "sourceMappingURL" not in text, "collectstatic stops at a map that is not there"
    assert not re.search(r"""(?:@import|url\()\s*["']?(?:https?:)?//""", text)
    assert not re.search(r"""(?:fetch|importScripts|XMLHttpRequest)\(["']https?:""", text)


@pytest.mark.parametrize("path", OWN_CSS, ids=lambda path: path.name)
def test_our_styles_are_known_to_chromium_86(path):
    text = without_comments(path)
    assert [name for name in CSS_TOO_NEW if name in text] == []
    properties = {match.lstrip() for match in re.findall(r"[{;]\s*([a-z-]+)\s*:", text)}
    assert properties.isdisjoint(CSS_PROPERTIES_TOO_NEW)
    flat = re.sub(r"@(?:media|supports)[^{]*", "", text)
    assert not re.search(r"{[^{}]*&", flat), "nesting"
    assert not re.search(r"(?:thead|tr)\s*{[^}]*position:\s*sticky", text), "sticky belongs on th"


@pytest.mark.parametrize("path", OWN_JS, ids=lambda path: path.name)
def test_our_scripts_are_known_to_chromium_86(path):
    text = without_comments(path)
    assert [pattern for pattern in JS_TOO_NEW if re.search(pattern, text)] == []
    assert not re.search("[\u4e00-\u9fff]", text), "words come from the page, through gettext"


@pytest.mark.parametrize("path", [*OWN_CSS, *OWN_JS], ids=lambda path: path.name)
def test_a_static_file_can_be_read_in_one_go(path):
    assert len(path.read_text().splitlines()) <= 250


def test_the_colours_can_be_read_on_white_and_on_grey():
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6}|#fff);", (STATIC / "portal.css").read_text()))
    for name in ("accent", "danger", "success", "warning", "muted", "special"):
        assert contrast(tokens[name], "#ffffff") >= 4.5
        assert contrast(tokens[name], tokens["ground"]) >= 4.5
        soft = {"muted": "neutral-soft"}.get(name, f"{name}-soft")
        assert contrast(tokens[name], tokens[soft]) >= 4.5


def contrast(one, other):
    """WCAG 2.2 relative luminance."""

    def luminance(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
