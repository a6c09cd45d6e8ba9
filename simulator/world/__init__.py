"""SIM: the world: mail servers, insurer, online services, cards and their reader, in one process moved over a control socket."""
