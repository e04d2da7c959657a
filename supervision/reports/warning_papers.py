"""The papers about a warning."""

from collections.abc import Iterator

from aid_portal.models import StoredFile
from supervision.models import EarlyWarning


def papers_of(warning: EarlyWarning) -> Iterator[StoredFile]:
    """What was handed in about it: with answers, then with requests."""
    yield from (each.file for each in warning.answers.select_related("file").order_by("pk") if each.file)
    yield from (each.proof for each in warning.requests.select_related("proof").order_by("pk") if each.proof)
