"""Makers of made-up rows, with words for situations."""
