"""The words that MicroPython lacks or reads differently, each with what to write instead."""

# What must run on MicroPython.
PLACES = ("device/**/*.py", "tests/device/**/*.py", "simulator/inmemory/**/*.py")
IMPORTS = ("binascii", "collections", "errno", "hashlib", "re")
# One file may read JSON, one may pack integers: everything else goes through them.
HOMES = {"json": "device/base/wire.py", "struct": "device/base/octets.py"}
FROM_COLLECTIONS = ("OrderedDict", "deque", "namedtuple")
PACKAGES = ("device", "simulator.inmemory", "tests.device")

METHODS = {
    "capitalize": "use device.base.text",
    "casefold": "use device.base.text",
    "expandtabs": "absent on MicroPython",
    "findall": "absent from MicroPython's re",
    "finditer": "absent from MicroPython's re",
    "format_map": "use % formatting",
    "fullmatch": "absent from MicroPython's re: end the pattern with $",
    "groups": "absent from MicroPython's re: use group(n)",
    "hexdigest": "use device.base.wire.digest_hex",
    "isalnum": "absent on MicroPython",
    "isalpha": "ASCII only on MicroPython",
    "isascii": "absent on MicroPython",
    "isdecimal": "absent on MicroPython: use device.base.text.is_digits",
    "isnumeric": "absent on MicroPython: use device.base.text.is_digits",
    "ljust": "use % formatting",
    "removeprefix": "use startswith and a slice",
    "removesuffix": "use endswith and a slice",
    "rjust": "use % formatting",
    "swapcase": "absent on MicroPython",
    "title": "use device.base.text",
    "translate": "use replace",
    "zfill": "use % formatting, such as %08d",
}
WITHOUT_ARGUMENTS = ("capitalize", "casefold", "isalnum", "isalpha", "isascii", "isdecimal", "isnumeric", "swapcase", "title")
# Methods whose keyword is refused or ignored; None stands for any keyword.
KEYWORDS = {
    "from_bytes": None,
    "rsplit": ("maxsplit",),
    "sort": None,
    "split": ("maxsplit",),
    "sum": ("start",),
    "to_bytes": None,
    "zip": ("strict",),
}
NAMES = {
    "ConnectionError": "use OSError",
    "ConnectionResetError": "use OSError",
    "FileNotFoundError": "use OSError",
    "ModuleNotFoundError": "use ImportError",
    "PermissionError": "use OSError",
    "RecursionError": "use RuntimeError",
    "TimeoutError": "use OSError",
    "UnicodeDecodeError": "use UnicodeError",
    "UnicodeEncodeError": "use UnicodeError",
    "ascii": "absent on MicroPython",
    "complex": "no floats in the core",
    "float": "no floats in the core",
    "format": "use % formatting",
    "open": "the core does no I/O: see device.ports",
    "round": "use device.base.money.half_up",
    "vars": "absent on MicroPython",
}
SPECIAL = ("__class_getitem__", "__getattribute__", "__init_subclass__", "__set_name__", "__slots__")
# Subclasses of these fail at +, <, sum, sorted or format; list[int] and int | str are no values at run time.
BUILTINS = ("bytearray", "bytes", "dict", "frozenset", "int", "list", "set", "str", "tuple", "type")
NOT_SUBCLASSED = ("bytearray", "bytes", "dict", "int", "list", "set", "str", "tuple")
CODECS = ("utf-8", "utf8")
# Files that are the home of what the others may not do.
ALLOWED = {
    "device/base/record.py": ("sorted with a key: use device.base.record.in_order",),
}
