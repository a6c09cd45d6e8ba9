"""The command line: the dispatcher and the doctor."""
