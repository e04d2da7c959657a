"""Filters of the lists of the subsidies floor."""
