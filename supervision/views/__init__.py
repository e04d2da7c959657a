"""Pages of the supervision floor."""
