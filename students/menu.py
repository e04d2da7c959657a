"""This floor's part of the page furniture: the terms that can be chosen in the top bar."""

from collections.abc import Iterable

from aid_portal.current_term import register_terms
from students.models import TermSetting


def codes() -> Iterable[str]:
    return TermSetting.objects.values_list("pk", flat=True)


register_terms(codes)
