"""This floor's part of the home page."""

from supervision import grievance_cards, notice_cards, outreach_cards

__all__ = ["grievance_cards", "notice_cards", "outreach_cards"]
