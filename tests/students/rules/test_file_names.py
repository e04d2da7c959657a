"""A name of a file is safe on every system, whatever a child or a school is called."""

import pytest

from students.rules.file_names import LONGEST, safe_part, safe_suffix


@pytest.mark.parametrize(
    ("called", "part"),
    [
        ("李小雨", "李小雨"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("王/小\\明:*?", "王_小_明_"),
        ("a\u202egpj.exe", "a_gpj.exe"),
        (" . ", "_"),
        ("", "_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("买买提·阿卜杜拉", "买买提·阿卜杜拉"),
        ("两\n行", "两_行"),
    ],
)
def test_nothing_in_a_name_leads_out_of_its_folder(called: str, part: str) -> None:
    assert safe_part(called) == part


def test_a_long_name_is_cut_and_ends_in_no_dot() -> None:
    assert len(safe_part("长" * 200)) == LONGEST
    assert safe_part("长" * (LONGEST - 1) + ". 多") == "长" * (LONGEST - 1)


@pytest.mark.parametrize(("name", "suffix"), [("申请表.PDF", ".pdf"), ("a.jpeg", ".jpeg"), ("a.exe", ""), ("a.pdf.exe", "")])
def test_only_scans_keep_their_suffix(name: str, suffix: str) -> None:
    assert safe_suffix(name) == suffix
