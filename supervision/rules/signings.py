"""What a paper says that both sides have signed."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Parties:
    """Who signed for both sides, and on which day."""

    party_a: str
    party_b: str
    signed_on: date
    party_a_post: str = ""
    party_b_post: str = ""
