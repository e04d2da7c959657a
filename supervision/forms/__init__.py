"""Forms of the supervision floor."""
