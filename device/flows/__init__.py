"""Conversations with the user, as pure steppers."""
