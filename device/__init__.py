"""The core: values in, values out. No I/O, no clock, no thread, no floating point; runs on CPython and MicroPython."""
