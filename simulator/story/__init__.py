"""SIM: the Sunday of the demonstration: invented people, their cards, their prescriptions, and what must come of it."""
