"""What a person is entitled to, by which source, until when."""
