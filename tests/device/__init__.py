"""Tests of the core; they run on CPython and on MicroPython alike."""
