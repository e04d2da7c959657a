"""The bureau's own Word template: filled in, never obeyed."""

import io
import zipfile
from dataclasses import replace

import pytest

from aid_portal.errors import Refused
from supervision.sheets import rectification_notices as notices
from supervision.sheets import step_letters
from supervision.sheets.rectification_notices import SAMPLE, VOCABULARY
from tests.supervision.sheets.words import lines_of_word, template_of, text_of_word

SHIPPED = notices.TEMPLATE.read_bytes()
WHOLE = (
    *("{{ 文号 }}", "{{ 标题 }}", "{{ 主送单位 }}：", "{{ 整改时限 }}", "{{ 成文日期 }}"),
    "{%p for 问题 in 问题列表 %}",
    "{{ 问题.事实 }}{{ 问题.依据 }}{{ 问题.整改要求 }}",
    "{%p endfor %}",
)
MARK = "{{ 标记 }}"


def without(word: str) -> bytes:
    return template_of(*(line.replace(word, "") for line in WHOLE), head=MARK)


def with_part(name: str, content: bytes) -> bytes:
    """The shipped template with one part more, or another one of that name."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SHIPPED)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, content)
    return target.getvalue()


def part_of(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(SHIPPED)) as archive:
        return archive.read(name)


def test_the_shipped_templates_pass_their_own_check():
    notices.check_template(SHIPPED)
    step_letters.check_template(step_letters.TEMPLATE.read_bytes())


def test_the_shipped_template_has_a_place_for_every_word_of_a_notice():
    marks = replace(SAMPLE, void_reason="某因")
    text = "".join(lines_of_word(SHIPPED)) + part_of("word/header1.xml").decode()
    assert [word for word in VOCABULARY.texts if word not in text] == []
    assert [item for item in VOCABULARY.lists["问题列表"] if f"问题.{item}" not in text] == []
    assert "某因" not in text_of_word(notices.docx(marks))


def test_a_template_of_the_bureau_is_filled_in():
    own = template_of(*WHOLE, "本局自己的一句话。", head=MARK)
    notices.check_template(own)
    assert "某教体督〔2022〕15号" in text_of_word(notices.docx(SAMPLE, own))
    assert lines_of_word(notices.docx(SAMPLE, own))[-1] == "本局自己的一句话。"


@pytest.mark.parametrize("word", ["{{ 文号 }}", "{{ 问题.依据 }}", "{{ 主送单位 }}", "{{ 成文日期 }}"])
def test_a_template_without_something_needed_is_refused_by_name(word):
    with pytest.raises(Refused) as refused:
        notices.check_template(without(word))
    assert word.strip("{} ").removeprefix("问题.") in refused.value.message


def test_a_template_that_would_hide_that_a_paper_is_void_is_refused():
    with pytest.raises(Refused, match="标记"):
        notices.check_template(template_of(*WHOLE))


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{{ 单位 }}", "“单位”"),
        ("{{ 文号.年 }}", "“文号.年”"),
        ("{% for 问题 in 名单 %}{% endfor %}", "“名单”"),
        ("{% for 问题 in 问题列表 %}{{ 问题.金额 }}{% endfor %}", "“问题.金额”"),
        ("{% if 无此项 %}甲{% endif %}", "“无此项”"),
    ],
)
def test_an_unknown_placeholder_is_named_with_those_that_exist(line, named):
    with pytest.raises(Refused) as refused:
        notices.check_template(template_of(*WHOLE, line, head=MARK))
    assert refused.value.code == "template_unknown"
    assert named in refused.value.message


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ 文号.__class__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ range(999999999) }}",
        "{% for 甲 in range(999999999) %}x{% endfor %}",
        "{% for 甲 in 问题列表 %}{% for 乙 in 问题列表 %}x{% endfor %}{% endfor %}",
        "{{ '甲' * 999999999 }}",
        "{{ 文号 | safe }}",
        "{{ 文号 | attr('x') }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'base.html' %}",
        "{% set 甲 = 1 %}",
        "{% macro 甲() %}{% endmacro %}",
        "{{ 问题列表[0] }}",
        "{{ config }}",
        "{{ lipsum() }}",
        "{% for 问题 in 问题列表 %}{{ 问题.items }}{% endfor %}",
        "{% for 问题 in 问题列表 recursive %}{{ loop(问题) }}{% endfor %}",
    ],
)
@pytest.mark.parametrize("place", ["body", "head"])
def test_a_hostile_template_does_nothing(line, place):
    hostile = template_of(*WHOLE, line, head=MARK) if place == "body" else template_of(*WHOLE, head=MARK + line)
    with pytest.raises(Refused):
        notices.docx(SAMPLE, hostile)


@pytest.mark.parametrize("line", ["{{ 文号", "{% if 文号 %}甲", "{% endfor %}", "{{ }}", "{{ 文号 文号 }}"])
def test_a_broken_template_is_refused_in_words(line):
    with pytest.raises(Refused):
        notices.check_template(template_of(*WHOLE, line, head=MARK))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/vbaProject.bin", b"macro"),
        ("word/embeddings/oleObject1.bin", b"object"),
        (
            "word/_rels/settings.xml.rels",
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
            b'Target="http://example.org/a.dotm" TargetMode="&#69;xternal"/></Relationships>',
        ),
        (
            "word/document.xml",
            part_of("word/document.xml").replace(b"<w:body>", b'<w:body><w:p><w:fldSimple w:instr=" DDEAUTO c"/></w:p>'),
        ),
    ],
)
def test_a_template_that_brings_a_program_or_fetches_something_is_refused(name, content):
    with pytest.raises(Refused) as refused:
        notices.check_template(with_part(name, content))
    assert refused.value.code == "template_carries"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a document",
        SHIPPED[: len(SHIPPED) // 2],
        with_part("word/document.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        with_part("word/document.xml", b"<w:document"),
        with_part("word/document.xml", b" " * 3_000_000),
        with_part("[Content_Types].xml", b"<Types/>"),
    ],
)
def test_a_file_that_is_no_word_document_is_refused(content):
    with pytest.raises(Refused) as refused:
        notices.check_template(content)
    assert refused.value.code == "template_damaged"


def test_a_huge_template_is_not_even_opened():
    with pytest.raises(Refused, match="2 MB"):
        notices.check_template(b"0" * 3_000_000)
