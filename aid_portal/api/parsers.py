"""What a program may send."""

import json
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError


class JSONParser(parsers.JSONParser):
    """JSON whose words are text: half a surrogate pair is no character, it can be neither kept nor said back."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        sent = super().parse(*args, **kwargs)
        try:
            json.dumps(sent, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ParseError(_("请求里有不成字的编码（半个代理对），请改正后再发。")) from error
        return sent
