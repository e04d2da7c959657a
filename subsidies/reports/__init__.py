"""What is counted and laid out for the pages of the subsidies floor."""
