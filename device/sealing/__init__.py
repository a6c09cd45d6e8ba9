"""From a priced invoice to sealed octets."""
