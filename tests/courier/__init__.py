"""The courier against servers that are not ours, lines that break and mail that is hostile."""
