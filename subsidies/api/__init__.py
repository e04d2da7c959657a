"""REST resources of the subsidies floor."""
