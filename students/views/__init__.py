"""Pages of the students floor."""
