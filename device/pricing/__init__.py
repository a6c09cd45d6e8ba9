"""Care and coverage to lines, every cent explained."""
