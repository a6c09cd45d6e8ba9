"""The facts that happened, their encoding, their digests and their replay."""
