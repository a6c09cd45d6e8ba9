"""What the rest of the core is written with."""
