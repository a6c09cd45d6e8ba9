"""Deterministic worlds: power, network, clock and insurer misbehave by a seed, and drive the real engine."""
