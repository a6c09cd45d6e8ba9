"""Files that the verbs of the command line read: strict YAML, and the tables shipped with the program."""

from pathlib import Path

from device.acts.nomenclature import Tables
from device.base.refusal import Refusal
from ui.cli import strict_yaml

TABLES = Path(__file__).resolve().parents[2] / "tables"


def read_yaml(name: str) -> strict_yaml.Document:
    """A YAML file, read strictly. FILE_UNREADABLE, FILE_NOT_STRICT(line, value)."""
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("FILE_UNREADABLE") from error
    return strict_yaml.read(text)


def shipped_tables() -> Tables:
    """The tables shipped with the program."""
    return Tables.read((TABLES / "act-ids.csv").read_text("utf-8"), (TABLES / "tariffs.csv").read_text("utf-8"))
