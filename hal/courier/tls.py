"""What the courier asks of a server's certificate, and what it shows of its own."""

import ssl


def context(authority: str = "", certificate: str = "", key: str = "") -> ssl.SSLContext:
    """Trusts that authority (PEM file; empty: the system's) and shows that certificate with its key (PEM files; empty: none)."""
    made = ssl.create_default_context(cafile=authority or None)
    if certificate:
        made.load_cert_chain(certificate, key)
    return made
