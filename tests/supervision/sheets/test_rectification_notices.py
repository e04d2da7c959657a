"""整改通知书: what the bureau puts under its seal says all that domain.md 8.3 lists, on paper and in Word alike."""

import io
import re
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from aid_portal.errors import Refused
from supervision.choices import DeadlineKind
from supervision.sheets import rectification_notices as notices
from supervision.sheets.official_documents import title_lines
from supervision.sheets.rectification_notices import SAMPLE, PrintedProblem
from tests.papers import pages_of, text_of
from tests.supervision.sheets.words import headers_of_word, lines_of_word, text_of_word

TWELVE = [
    PrintedProblem(f"第{number}个事实", f"《第{number}号规定》第三条", f"第{number}项要求", "较重") for number in range(1, 13)
]
DRAFT = replace(SAMPLE, number=None, issued_on=None, due_on=None)
HOSTILE = ['a<b>&c；{{ 文号 }} {% for x in y %} #eval("1+1") $x$ \\u{41}', "第一行\n第二行"]


@pytest.fixture(scope="module")
def printed() -> str:
    return text_of(notices.pdf(SAMPLE))


@pytest.mark.parametrize(
    "said",
    [
        "某县教育体育局文件",
        "某教体督〔2022〕15号",
        "某某小学：",
        "2022年4月21日，由张某、李某组成的督查组对你单位食品安全情况进行了督查",
        "（一）较重问题。留样不足48小时。",
        "证据：照片2张。",
        "依据：《学校食品安全与营养健康管理规定》第四十条。",
        "整改时限：立行立改。",
        "整改时限：2022年5月6日（含当日）前。",
        "自本通知书签发次日起，3个工作日内，即2022年4月28日（含当日）前报送整改方案，10个工作日内，即2022年5月11日（含当日）前完成整改",
        "责任单位和责任人：总务处。",
        "整改责任人：赵某。",
        "书面报送督导室。",
        "某县教育体育局2022年4月25日（签发人：陈某",
        "联系人：王某联系电话：0917-0000000",
        "抄送：局领导。",
        "2022年4月25日印发",
    ],
)
def test_a_notice_says_all_that_a_notice_must_say(printed, said):
    assert re.sub(r"\s", "", said) in printed


def test_paper_and_word_say_the_same(printed):
    assert re.sub(r"—\d+—", "", printed) == text_of_word(notices.docx(SAMPLE))


def test_days_of_the_calendar_are_called_so():
    assert "3个自然日内" in replace(SAMPLE, deadline_days=3, deadline_kind=DeadlineKind.CALENDAR).deadline


def test_twelve_problems_keep_their_order_and_each_its_basis():
    text = text_of(notices.pdf(replace(SAMPLE, problems=TWELVE)))
    assert re.findall(r"依据：《第(\d+)号规定》", text) == [str(number) for number in range(1, 13)]
    assert "（十二）较重问题。第12个事实。" in text
    assert re.findall(r"依据：《第(\d+)号规定》", text_of_word(notices.docx(replace(SAMPLE, problems=TWELVE))))[-1] == "12"


def test_the_seal_has_words_of_the_body_on_its_page_and_the_imprint_ends_the_back_of_a_sheet():
    for count in range(1, 7):
        pages = pages_of(notices.pdf(replace(SAMPLE, problems=TWELVE[:count])))
        assert "特此通知。" in next(page for page in pages if "（签发人：陈某" in page)
        assert "2022年4月25日印发" in pages[-1]
        assert len(pages) % 2 == 0


def test_in_word_the_imprint_stands_at_the_foot_of_the_last_page():
    [anchor] = Document(io.BytesIO(notices.docx(SAMPLE))).element.body.iter(qn("wp:anchor"))
    vertical = anchor.find(qn("wp:positionV"))
    assert (vertical.get("relativeFrom"), vertical[0].text) == ("margin", "bottom")
    assert "2022年4月25日印发" in "".join(each.text or "" for each in anchor.iter(qn("w:t")))


def test_a_draft_has_no_number_and_says_so_on_every_page():
    text, pages = notices.docx(DRAFT), pages_of(notices.pdf(DRAFT))
    assert all("草稿，未经签发，不得盖章和送达" in page for page in pages)
    assert "文号待编" in pages[0]
    assert "〔" not in pages[0]
    assert headers_of_word(text).count("草稿，未经签发") == 2
    assert "印发" not in text_of_word(text)


def test_a_void_notice_keeps_its_number_and_says_why_it_is_void():
    void = replace(SAMPLE, void_reason="单位名称有误")
    pages = pages_of(notices.pdf(void))
    assert all("本件已作废，不具效力。原因：单位名称有误" in page for page in pages)
    assert "某教体督〔2022〕15号" in pages[0]
    assert "原因：单位名称有误" in headers_of_word(notices.docx(void))


def test_an_issued_notice_carries_no_mark(printed):
    assert "草稿" not in printed
    assert headers_of_word(notices.docx(SAMPLE)) == ""


@pytest.mark.parametrize("fact", HOSTILE)
def test_what_was_typed_is_printed_as_it_is(fact):
    notice = replace(SAMPLE, problems=[PrintedProblem(fact, "依<据>", "要&求")])
    for text in (text_of(notices.pdf(notice)), text_of_word(notices.docx(notice))):
        assert re.sub(r"\s", "", fact) in text
        assert "依<据>" in text


def test_a_line_break_in_a_fact_begins_a_paragraph_of_its_own():
    lines = lines_of_word(notices.docx(replace(SAMPLE, problems=[PrintedProblem("第一行\n\n 第二行", "依据", "要求")])))
    assert lines.index("第二行。") == lines.index("（一）第一行") + 1


def test_without_copies_no_line_of_copies_stands():
    bare = replace(SAMPLE, copies="", report_to="", responsible_person="", signer="")
    assert "抄送" not in text_of(notices.pdf(bare))
    assert "抄送" not in text_of_word(notices.docx(bare))
    assert "签发人" not in text_of_word(notices.docx(bare))


def test_the_same_notice_gives_the_same_file_for_the_archive():
    pdf = notices.pdf(SAMPLE)
    assert pdf == notices.pdf(SAMPLE)
    assert b"pdfaid:part" in pdf


def test_a_character_that_no_font_has_is_refused_and_word_is_offered():
    with pytest.raises(Refused) as refused:
        notices.pdf(replace(SAMPLE, unit="某\ue000小学"))
    assert "U+E000" in refused.value.message
    assert "Word 文档" in refused.value.message


def test_the_page_is_a4_with_the_margins_of_the_standard():
    box = PdfReader(io.BytesIO(notices.pdf(SAMPLE))).pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (210, 297)
    section = Document(io.BytesIO(notices.docx(SAMPLE))).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each / Mm(1)) for each in margins] == [37, 35, 28, 26]


def test_word_names_the_fonts_of_the_standard():
    body = Document(io.BytesIO(notices.docx(SAMPLE))).element.body
    fonts = {element.get(qn("w:eastAsia")) for element in body.iter(qn("w:rFonts"))}
    assert {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"} <= fonts


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于某某小学的整改通知书", ["关于某某小学的整改通知书"]),
        (
            "关于扶风县法门镇中心小学食品安全专项督查发现问题的整改通知书",
            ["关于扶风县法门镇中心小学", "食品安全专项督查发现问题的整改通知书"],
        ),
    ],
)
def test_a_title_breaks_beside_the_name_of_a_unit_and_not_inside(title, lines):
    assert title_lines(title, ("扶风县教育体育局", "扶风县法门镇中心小学", "整改通知书")).split("\n") == lines


def test_no_line_of_a_title_is_longer_than_the_paper_holds():
    for length in range(1, 121):
        lines = title_lines("某" * length, ("某" * 30,)).split("\n")
        assert "".join(lines) == "某" * length
        assert max(map(len, lines)) <= 20
