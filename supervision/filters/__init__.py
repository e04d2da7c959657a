"""Filters of the supervision floor's lists."""
