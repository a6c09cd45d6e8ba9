"""Chance, from the system."""

import os


class SystemEntropy:
    """`Entropy` from the kernel."""

    def octets(self, count: int) -> bytes:
        """That many random octets."""
        return os.urandom(count)
