"""The runner of the core's tests on MicroPython."""
