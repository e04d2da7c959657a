"""Pages of the subsidies floor."""
