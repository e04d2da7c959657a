"""Brings the made-up county into the portal by the portal's own verbs: every step can be repeated, and what is there stays."""
