"""Stores made by every version: each later one must open them."""
