"""Forms of the students floor."""
