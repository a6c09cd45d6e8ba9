"""The drivers' own behaviour, beyond the words of their ports."""
