"""A year as a condition of a list."""

from typing import Any

import django_filters


class YearFilter(django_filters.NumberFilter):
    """What is no year of these centuries is told as such, and never asked of the database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=2000, max_value=2999, **kwargs)
