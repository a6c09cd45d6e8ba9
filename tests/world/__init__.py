"""The world and the courier as processes, moved as the demonstration moves them."""
