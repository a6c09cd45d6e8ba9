"""Files that the verbs of the command line read strictly."""

from pathlib import Path

from device.base.refusal import Refusal
from ui.cli import strict_yaml


def read_yaml(name: str) -> strict_yaml.Document:
    """A YAML file, read strictly. FILE_UNREADABLE, FILE_NOT_STRICT(line, value)."""
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("FILE_UNREADABLE") from error
    return strict_yaml.read(text)
