"""公示 as a picture: whose it is and until when stands behind its words, wherever a piece is cut out of it."""

from datetime import UTC, date, datetime
from io import BytesIO

from PIL import Image

from students.determination_choices import NoticeColumn
from students.sheets.public_notices import PostedNotice, png

FAINT = 232


def a_notice() -> PostedNotice:
    return PostedNotice(
        title="困难学生认定结果公示", school="城关第一小学", place="校门口", contact="资助办公室", days=5,
        posted_on=date(2022, 10, 8), ends_on=date(2022, 10, 14), columns=[NoticeColumn.NAME],
        rows=[("张*",)] * 40, posted_at=datetime(2022, 10, 7, tzinfo=UTC),
    )  # fmt: skip


def test_every_third_of_the_picture_bears_the_mark() -> None:
    picture = Image.open(BytesIO(png(a_notice()))).convert("L")
    third = picture.height // 3
    parts = [picture.crop((0, third * place, picture.width, third * (place + 1))) for place in range(3)]
    assert min(part.histogram()[FAINT] for part in parts) > 500
