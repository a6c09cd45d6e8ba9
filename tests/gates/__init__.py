"""The gates: what must be true of the sources themselves."""
