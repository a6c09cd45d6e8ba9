"""What is measured, one file each with a `measure()`, against a floor in the same run."""
