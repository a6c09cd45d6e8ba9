"""Conversations with cards, each a function of a slot."""
