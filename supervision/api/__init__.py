"""REST resources of the supervision floor."""
