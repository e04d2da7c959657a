"""Columns of the ground floor's lists."""
