"""Files that the verbs of the command line read."""

from pathlib import Path

from device.base.refusal import Refusal
from ui.cli import strict_yaml


def read_yaml(name: str) -> strict_yaml.Document:
    """A YAML file, read strictly. FILE_UNREADABLE, FILE_NOT_STRICT(line, value)."""
    return strict_yaml.read(read_text(name))


def read_text(name: str) -> str:
    """A file's text in UTF-8. FILE_UNREADABLE."""
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("FILE_UNREADABLE") from error
