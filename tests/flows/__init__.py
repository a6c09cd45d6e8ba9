"""Whole conversations on real parts: the device as a process, its cards on pcscd, its store on disk, played from readable scripts."""
