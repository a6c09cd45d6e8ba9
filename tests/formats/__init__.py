"""Tests of what reads and prints the layouts of the field: documentation, `tournee show`, exports."""
