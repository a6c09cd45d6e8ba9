"""Octets to records and back, without rules."""
