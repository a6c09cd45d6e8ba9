"""What goes out and comes back: transmission, receipts, returns, reconciliation."""
