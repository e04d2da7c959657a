"""This floor's part of the home page."""

from supervision import notice_cards, outreach_cards

__all__ = ["notice_cards", "outreach_cards"]
