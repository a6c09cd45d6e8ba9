"""Fates, numbers, lots, and the ledger that follows them."""
