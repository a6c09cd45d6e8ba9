"""One suite for each port: the real driver and its twin are held to the same words."""
