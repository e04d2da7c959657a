"""This floor's part of the home page."""

from supervision import board_cards, grievance_cards, notice_cards, outreach_cards

__all__ = ["board_cards", "grievance_cards", "notice_cards", "outreach_cards"]
