"""Chinese typefaces of printed papers: looked for once a process, never assumed (decision 0040)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from aid_portal.errors import Refused

# In order of preference: what requirements.txt installs, then what Debian, Windows and 麒麟 or 统信 bring.
SERIF = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "NSimSun", "AR PL UMing CN")
# What an official document is set in (GB/T 9704): licensed fonts, which the bureau may put into its folder.
FANGSONG = ("FangSong_GB2312", "FangSong", "FandolFang R", "FandolFang")
KAI = ("KaiTi_GB2312", "KaiTi", "FandolKai")
TITLE = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05")
SANS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "SimHei", "Microsoft YaHei", "WenQuanYi Micro Hei")


@dataclass(frozen=True)
class Typefaces:
    """`text` is 宋体 and `heading` 黑体 where both are there; `fonts` holds all others, for rare characters.

    `fangsong`, `kai` and `title` (小标宋) are `text` where the bureau has none of them.
    """

    text: str
    heading: str
    fangsong: str
    kai: str
    title: str
    fonts: typst.Fonts

    def families(self) -> dict[str, str]:
        """What a template names its fonts by."""
        return {
            "text": self.text,
            "heading": self.heading,
            "fangsong": self.fangsong,
            "kai": self.kai,
            "title": self.title,
        }


@lru_cache(maxsize=1)
def typefaces() -> Typefaces:
    fonts = typst.Fonts(include_embedded_fonts=False, font_paths=folders())
    text, heading = _first(fonts, [*SERIF, *SANS]), _first(fonts, [*SANS, *SERIF])
    if text is None or heading is None:
        message = _(
            "没有找到中文字体，打印不了表格。请管理员重新安装 requirements.txt，或用 AID_PORTAL_FONTS 指明放有中文字体的文件夹。"
        )
        raise Refused(message, code="no_chinese_font")
    official = (_first(fonts, wanted) or text for wanted in (FANGSONG, KAI, TITLE))
    return Typefaces(text, heading, *official, fonts)


def folders() -> list[Path]:
    """The package's fonts are data only: its module is never imported."""
    package = find_spec("pylopdf_fonts_zh_cn")
    places = list(package.submodule_search_locations or ()) if package else []
    return [Path(place) for place in [*places, settings.FONTS] if place]


def _first(fonts: typst.Fonts, wanted: Sequence[str]) -> str | None:
    there = set(fonts.families())
    return next((name for name in wanted if name in there), None)
