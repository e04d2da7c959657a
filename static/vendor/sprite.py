"""Write icons.svg from the Bootstrap icons named in icons.txt: python static/vendor/sprite.py FOLDER_OF_SVGS"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
SYMBOL = '<symbol id="{name}" viewBox="0 0 16 16">{body}</symbol>'


def symbol(folder: Path, name: str) -> str:
    body = re.search(r"<svg[^>]*>(.*)</svg>", (folder / f"{name}.svg").read_text(), re.DOTALL)[1]
    return SYMBOL.format(name=name, body="".join(line.strip() for line in body.splitlines()))


def main(folder: Path) -> None:
    symbols = "\n".join(symbol(folder, name) for name in (HERE / "icons.txt").read_text().split())
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    (HERE / "icons.svg").write_text(sprite)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
