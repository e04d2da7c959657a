"""What the pages of the supervision floor tell."""
