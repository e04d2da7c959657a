"""Columns of the supervision floor's lists."""
