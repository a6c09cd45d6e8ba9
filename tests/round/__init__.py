"""The whole round, on real parts: played to its end, killed on the way and resumed."""
