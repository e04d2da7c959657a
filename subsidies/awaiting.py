"""What waits for a person on this floor, in the order of a term: checks, lists, money, batches, accounts."""

from subsidies.waiting import approvals, batches, checks, donations, funds, lists, meals

__all__ = ["approvals", "batches", "checks", "donations", "funds", "lists", "meals"]
