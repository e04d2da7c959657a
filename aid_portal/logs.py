"""JSON log lines without personal data: queries are cut off, long runs of digits blanked."""

import re
from typing import Any

import structlog
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

from aid_portal.rules.api_tokens import MARK

# Ids, registry numbers, cards and phones all hold eleven digits or more; times and row counts do not.
LONG_NUMBER = re.compile(r"\d{11,}")
# Where a client writes its token into an address or a field, the log does not keep it (aid_portal/rules/api_tokens.py).
TOKEN = re.compile(rf"{MARK}\w+")
# PostgreSQL repeats the offending row after DETAIL; the constraint's name before it is all we need.
ROW_IN_ERROR = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)


class PathOnlyRequestMiddleware(RequestMiddleware):
    """Logs the path alone: what people search for stands in the query, and it may be a child's name."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"


def scrub(text: str) -> str:
    return LONG_NUMBER.sub("…", TOKEN.sub("…", ROW_IN_ERROR.sub(r"\1: …", text)))


def without_personal_data(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: scrub(value) if isinstance(value, str) else value for key, value in event.items()}


SHARED_PROCESSORS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
    without_personal_data,
]


def configure(level: str) -> dict[str, Any]:
    """Set structlog up and answer Django's LOGGING: everything on one stream, one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    json_lines = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        "foreign_pre_chain": SHARED_PROCESSORS,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": json_lines},
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stream"], "level": level},
        "loggers": {"django.server": {"handlers": ["stream"], "level": level, "propagate": False}},
    }
