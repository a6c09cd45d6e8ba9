"""What the store on disk withstands: kills, a full disk, bad octets, wrong keys, old schemas."""
