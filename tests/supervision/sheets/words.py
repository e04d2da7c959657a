"""Word documents read back, and templates made of a few lines."""

import io
import re

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def text_of_word(docx: bytes) -> str:
    """Body from top to bottom; line breaks and blanks are layout."""
    return re.sub(r"\s+", "", "".join(lines_of_word(docx)))


def lines_of_word(docx: bytes) -> list[str]:
    """Those in tables and text boxes too."""
    body = Document(io.BytesIO(docx)).element.body
    return [Paragraph(each, None).text for each in body.iter(qn("w:p"))]


def headers_of_word(docx: bytes) -> str:
    section = Document(io.BytesIO(docx)).sections[0]
    return "".join(line.text for head in (section.header, section.even_page_header) for line in head.paragraphs)


def template_of(*lines: str, head: str = "") -> bytes:
    document, target = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = head
    document.save(target)
    return target.getvalue()
