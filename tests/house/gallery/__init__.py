"""Every component on two made-up pages, for the browser tests; not part of the product."""
