"""Filters of the lists of the students floor."""
