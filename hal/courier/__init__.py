"""The courier: a process of its own, the only one with a network. It keeps nothing and knows no more than its mail passwords."""
