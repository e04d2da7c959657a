"""Why a file is not read: a code and the words that fill its sentence."""

Detail = str | int


class Fault(Exception):
    """The file is refused; `code` finds the sentence (aid_portal/uploads.py, photos.py), `detail` fills its placeholders."""

    def __init__(self, code: str, **detail: Detail) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
