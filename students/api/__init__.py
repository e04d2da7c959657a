"""REST resources of the students floor."""
