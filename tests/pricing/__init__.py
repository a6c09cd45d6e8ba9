"""Pricing as a whole: the cases in YAML, the command line, properties, and a naive second opinion."""
