"""SIM: the director plays the user of the demonstration: it watches the screen, touches it, moves cards and the world."""
