"""Verbs of the ground floor; only here is written."""
