"""Virtual cards and the invented people they belong to. Every layout that is not public is ours: SIM."""
