"""Forms of the subsidies floor."""
