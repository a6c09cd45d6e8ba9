"""Care and coverage in, invoice lines out: every cent with its article. The way in is `invoice.price`."""
