"""The world around the device, simulated: cards, phone, insurer, services, faults; and the ports' in-memory twins."""
