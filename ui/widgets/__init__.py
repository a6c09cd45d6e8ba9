"""One widget per kind of View."""
