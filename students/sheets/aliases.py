"""Other names under which the known columns arrive (domain.md 2.4)."""

from collections.abc import Iterable

ID_ALIASES = (
    "身份证号", "身份证号码", "证件号码", "证件号", "公民身份号码", "公民身份证号码", "居民身份证号", "居民身份证号码",
    "身份证件号", "身份证件号码", "身份证", "学生身份证号", "学生身份证号码", "学生身份证件号",
)  # fmt: skip


def alias_table(headings: Iterable[str], names: dict[str, Iterable[str]]) -> dict[str, str]:
    """From any name to the heading, brackets of either width included; a heading is never an alias of another."""
    headings = tuple(headings)
    table = {alias: heading for heading, aliases in names.items() for alias in aliases if alias not in headings}
    for known in (*headings, *table):
        heading = table.get(known, known)
        for variant in (known.translate(_WIDE), known.translate(_NARROW)):
            if variant not in headings:
                table.setdefault(variant, heading)
    return table


_WIDE = str.maketrans("(),", "（），")
_NARROW = str.maketrans("（），", "(),")
