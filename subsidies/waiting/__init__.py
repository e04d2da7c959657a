"""The kinds of waiting things of this floor, family by family."""
