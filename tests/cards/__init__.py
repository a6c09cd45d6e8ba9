"""Cards on a real pcscd, transcripts of their conversations, and OpenSC as an independent judge."""
