"""Every template: short, used, in words that gettext knows, without inline style, script or a foreign address."""

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NAMES = [str(path.relative_to(ROOT / "templates")) for path in TEMPLATES]
LONGEST = 80
CJK = re.compile("[\u4e00-\u9fff]")
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}", re.DOTALL)
FOUND_BY_NAME = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}  # Django asks for these


def text_of(name):
    return COMMENT.sub("", (ROOT / "templates" / name).read_text())


@pytest.mark.parametrize("name", NAMES)
def test_a_template_keeps_the_house_rules(name):
    text = text_of(name)
    assert len((ROOT / "templates" / name).read_text().splitlines()) <= LONGEST
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|hx-on", text), "inline style or script: the policy forbids it"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "a script without a file of its own"
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text), "an address outside this host"
    left = [line.strip() for line in TRANSLATED.sub("", text).splitlines() if CJK.search(line)]
    assert left == [], "Chinese outside gettext"
    assert not re.search(r"{%\s*(?:el)?if [^%]*status\s*==", text), "a status tested in a template: the badge knows its look"


@pytest.mark.parametrize("name", NAMES)
def test_a_template_can_be_compiled(name):
    engines["django"].get_template(name)


def test_no_template_is_unused():
    places = [*ROOT.glob("*/**/*.py"), *TEMPLATES, *(ROOT / "tests/house/gallery").glob("*.html")]
    code = "\n".join(COMMENT.sub("", path.read_text()) for path in places if ".venv" not in path.parts)
    assert [name for name in NAMES if name not in FOUND_BY_NAME and f'"{name}"' not in code] == []


def test_every_icon_named_is_in_the_sprite():
    sprite = (ROOT / "static/vendor/icons.svg").read_text()
    code = "\n".join(path.read_text() for path in [*TEMPLATES, *ROOT.glob("*/menu.py"), ROOT / "aid_portal/looks.py"])
    named = set(re.findall(r'{% icon "([a-z0-9-]+)" %}|icon="([a-z0-9-]+)"', code))
    looks = re.findall(r'^    "(?:neutral|info|success|warning|danger|special) ([a-z0-9-]+)":', code, re.MULTILINE)
    names = {name for pair in named for name in pair if name} | set(looks)
    assert len(looks) > 5
    assert {name for name in names if f'<symbol id="{name}"' not in sprite} == set()
