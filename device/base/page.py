"""A page photographed: what the camera gives, and what becomes a document."""

from device.base.record import Record


class Page(Record):
    """Its `picture`, a PNG in black and white; whether its edges were found and it was `straightened`, and whether it is `sharp`."""

    FIELDS = ("picture", "straightened", "sharp")
    picture: bytes
    straightened: bool
    sharp: bool
