"""The verbs of `tournee`, one file each."""
