"""The set-up, with stand-ins for the commands of the system that it calls."""
