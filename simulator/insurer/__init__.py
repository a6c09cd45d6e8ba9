"""The insurer (SIM): reads what it receives with code of its own, keeps its own book, answers."""
