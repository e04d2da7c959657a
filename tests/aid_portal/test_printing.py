"""A paper prints what it was given, letter by letter, or says in words why it cannot."""

import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from aid_portal import printing, typefaces
from aid_portal.errors import Refused
from aid_portal.printed import Printed, Signature
from aid_portal.sheets.columns import Column
from tests.papers import pages_of, text_of

PAPER = Printed(
    title="试印名单",
    bureau="某县教育体育局",
    facts=(("学期", "2022年春季学期"),),
    columns=(Column("序号", kind="count"), Column("姓名"), Column("备注")),
    rows=[(1, "李小明", "")],
    made_at=datetime(2022, 6, 8, 17, 0, tzinfo=UTC),
    signatures=(Signature("学校（公章）"),),
)
STATM = Path("/proc/self/statm")
HOSTILE = [
    "#]",
    "$x$ *粗* _斜_ `码`",
    '#eval("1+1")',
    '#read("/etc/passwd")',
    "<标> @引 // 注 /* 注 */",
    "\\u{41}\\",
    "= 标题",
    "- 条 + 条",
    "--- ... ~",
    '"引\'号"',
    "](](][",
]


def print_of(name: str) -> str:
    return text_of(printing.pdf_of("public_list.typ", replace(PAPER, rows=[(1, name, "")])))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_looks_like_markup_is_printed_as_it_is(name):
    assert re.sub(r"\s", "", name) in print_of(name)


def test_invisible_characters_neither_turn_the_text_around_nor_stop_it():
    assert "李小明" in print_of("李\u202e小\u200b明\x07\n").replace("小明", "小明")
    assert printing.shown("李\u202e小\x00明") == "李 小 明"


def test_a_name_of_rare_characters_and_of_several_parts_is_whole():
    assert "王㛃䶮" in print_of("王㛃䶮")
    assert "阿卜杜拉·买买提江·吐尔逊" in print_of("阿卜杜拉·买买提江·吐尔逊")


def test_a_character_that_no_font_has_is_named_with_its_row_instead_of_an_empty_box():
    paper = replace(PAPER, rows=[(1, "李小明", ""), (2, "李\ue000", ""), (3, "\U00020001", "")])
    with pytest.raises(Refused) as refused:
        printing.pdf_of("public_list.typ", paper)
    assert (refused.value.code, refused.value.ids) == ("rare_character", [2, 3])
    assert "“\U00020001”（U+20001）" in refused.value.message
    assert "“\ue000”（U+E000）" in refused.value.message
    assert "第2、3行" in refused.value.message
    assert "AID_PORTAL_FONTS" in refused.value.message


def test_a_character_missing_above_the_rows_names_no_row():
    with pytest.raises(Refused, match="会缺字。"):
        printing.pdf_of("public_list.typ", replace(PAPER, bureau="\U00020001县"))


def test_without_a_chinese_font_nothing_is_printed_and_the_way_out_is_said(no_fonts):
    with pytest.raises(Refused) as refused:
        printing.pdf_of("public_list.typ", PAPER)
    assert refused.value.code == "no_chinese_font"
    assert "AID_PORTAL_FONTS" in refused.value.message


@pytest.fixture
def no_fonts(monkeypatch):
    monkeypatch.setattr(typefaces, "SERIF", ())
    monkeypatch.setattr(typefaces, "SANS", ())
    typefaces.typefaces.cache_clear()
    yield
    typefaces.typefaces.cache_clear()


def test_the_fonts_come_with_the_requirements_and_not_from_the_system():
    faces = typefaces.typefaces()
    assert (faces.text, faces.heading) == ("Noto Serif SC", "Noto Sans SC")
    assert any("pylopdf_fonts_zh_cn" in str(folder) for folder in typefaces.folders())


def test_a_folder_of_the_bureau_is_looked_into_as_well(settings, tmp_path):
    settings.FONTS = str(tmp_path)
    assert typefaces.folders()[-1] == tmp_path


def test_the_same_paper_gives_the_same_bytes():
    assert printing.pdf_of("public_list.typ", PAPER) == printing.pdf_of("public_list.typ", PAPER)


def test_the_day_of_a_paper_is_that_of_beijing():
    assert printing.values_of(PAPER)["made_on"] == "2022-06-09"


def test_amounts_and_days_are_written_as_on_screen():
    assert printing.shown(Decimal("1234.5")) == "1,234.50"
    assert printing.shown(date(2022, 6, 8)) == "2022-06-08"
    assert printing.shown(None) == ""


def test_an_empty_list_is_a_page_all_the_same():
    assert len(pages_of(printing.pdf_of("public_list.typ", replace(PAPER, rows=[])))) == 1


def test_the_file_is_fit_for_the_archive():
    assert b"pdfaid:part" in printing.pdf_of("public_list.typ", PAPER)


@pytest.mark.skipif(not STATM.exists(), reason="asks Linux how much memory is held")
def test_what_was_printed_does_not_stay_in_memory():
    def held() -> int:
        return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20

    def print_one(number: int) -> None:
        rows = [(place, f"{number}号{place}", "无") for place in range(400)]
        printing.pdf_of("public_list.typ", replace(PAPER, rows=rows))

    print_one(0)
    before = held()
    for number in range(1, 7):
        print_one(number)
    assert held() - before < 40


def test_no_print_template_is_unused():
    code = "".join(path.read_text() for path in printing.FOLDER.parents[1].glob("*/**/*.py") if ".venv" not in path.parts)
    papers = {path.name for path in printing.FOLDER.glob("*.typ")} - {"frame.typ", "official.typ"}
    assert papers
    assert {name for name in papers if f'"{name}"' not in code} == set()
