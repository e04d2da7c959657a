"""REST resources of the ground floor."""
