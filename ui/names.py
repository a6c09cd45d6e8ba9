"""People's names on narrow screens: the given name may shrink to its initial, the family name never."""


def shorter(name: str) -> str:
    """`Jeanne Morvan` as `J. Morvan`; a name of one word stays."""
    given, _, family = name.partition(" ")
    return f"{given[0]}. {family}" if family else name
