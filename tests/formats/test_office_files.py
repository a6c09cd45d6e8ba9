"""What the office takes and gives, through the verbs, on a real encrypted store; and an archive read back by strangers."""

import contextlib
import csv
import datetime
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from device.base.refusal import Refusal
from device.formats.office_import import PATIENTS, PRESCRIPTIONS
from device.outbox.rows import rows_of
from hal import config
from hal.boot import keyring
from simulator.keys import VALID, Keys
from tests.device.office import BILLING, Office
from ui.cli import archive, exits, main, show

SECRET = "2468"


@pytest.fixture(name="device")
def _device(tmp_path: Path) -> Path:
    """The configuration of a device whose store holds two sealed invoices, one of them replaced."""
    path = tmp_path / "device.json"
    told = {
        "device": "T0042",
        "directory": str(tmp_path / "data"),
        "mailbox": "tournee@cabinet.example",
        "courier": str(tmp_path / "courier"),
        "vault": str(tmp_path / "vault"),
        "readers": {"cps": "A", "vitale": "B"},
    }
    path.write_text(json.dumps(told))
    settings = config.load(path)
    settings.directory.mkdir()
    store: Any = keyring(settings).open(BILLING, SECRET).store
    made = Office(store)
    made.begin()
    made.sealed()
    invoice = made.sealed(complement=False)
    made.record([("money.received", {"invoice": invoice, "cents": 236, "means": "cash"})])
    store.close()
    return path


def _run(*words: object, secret: str = SECRET) -> tuple[int, str, str]:
    """The verb with the secret on its standard input: exit code, output, errors."""
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(secret + "\n")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main.main([str(word) for word in words])
    finally:
        sys.stdin = before
    return code, out.getvalue(), err.getvalue()


def _store(device: Path) -> Any:
    return keyring(config.load(device)).open(BILLING, SECRET).store


def test_the_accounts_of_a_day_and_of_a_month(device: Path, tmp_path: Path) -> None:
    for option, value, name in (("--day", "2026-10-18", "comptes-2026-10-18"), ("--month", "2026-10", "comptes-2026-10")):
        code, out, err = _run("export", "--config", device, "--person", BILLING, option, value, "--to", tmp_path)
        names = (name + ".csv", name.replace("comptes", "virements") + ".csv", name + ".pdf")
        assert (code, err) == (exits.OK, "") and out.split() == [str(tmp_path / each) for each in names]
        with (tmp_path / (name + ".csv")).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        assert [(row["facture"], row["total"], row["AMO attendu"], row["AMC attendu"]) for row in rows] == [
            ("000000017", "5,90", "3,54", "2,36"),
            ("000000018", "5,90", "3,54", "0,00"),
        ]
        assert rows[1]["patient reçu"] == "2,36" and rows[1]["moyens"] == "espèces" and "MARTIN" not in str(rows)
        with pikepdf.open(tmp_path / (name + ".pdf")) as sheet:
            assert len(sheet.pages) == 2
    code, _out, _err = _run("export", "--config", device, "--person", BILLING, "--day", "2026-10-19", "--to", tmp_path)
    assert code == exits.OK and len((tmp_path / "comptes-2026-10-19.csv").read_text().splitlines()) == 1


def _archive(device: Path, folder: Path) -> Path:
    code, out, err = _run("export", "--config", device, "--person", BILLING, "--archive", "--to", folder)
    assert (code, err) == (exits.OK, "")
    return Path(out.strip())


def test_an_archive_is_read_back_by_a_program_that_knows_only_its_description(device: Path, tmp_path: Path) -> None:
    path = _archive(device, tmp_path)
    with zipfile.ZipFile(path) as opened:
        *lines, last = opened.read("journal.jsonl").splitlines(keepends=True)
        values = [json.loads(line) for line in lines]
        end = json.loads(last)["end"]
        originals = {value["original"]: value["size"] for value in values if "original" in value}
        for digest, size in originals.items():
            octets = opened.read("originals/" + digest)
            assert hashlib.sha256(octets).hexdigest() == digest and len(octets) == size
    assert hashlib.sha256(b"".join(lines)).hexdigest() == end["sha256"]
    events = [value["event"] for value in values if "event" in value]
    assert (len(events), len(originals)) == (end["events"], end["originals"])
    store = _store(device)
    assert events == [event.plain() for event in store.events()]
    named = {event["body"][name] for event in events for name in event["body"] if name.endswith("blob") and event["body"][name]}
    assert set(originals) == {digest for digest in named if store.blob(digest) is not None}
    store.close()


def test_show_tells_what_an_archive_holds(device: Path, tmp_path: Path) -> None:
    path = _archive(device, tmp_path)
    told = show.told(path.read_bytes(), False)
    assert (told["kind"], told["device"], told["events"]["invoice.sealed"], told["originals"]) == ("archive", "T0042", 2, 3)
    code, out, _err = _run("show", path)
    assert code == exits.OK and "Archive de l'appareil T0042, version 1 : 12 faits, originaux : 3" in out


def test_an_archive_is_whole_for_its_owner_only_and_may_be_made_again(device: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    path = _archive(device, folder)
    first = archive.summary(path)
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(path.read_bytes()[:100])
    assert archive.summary(_archive(device, folder)) == first and list(folder.iterdir()) == [path]
    code, _out, err = _run("export", "--config", device, "--person", BILLING, "--archive", "--to", tmp_path / "none")
    assert code == exits.REFUSED and "FILE_UNWRITTEN" in err


def _rewritten(path: Path, changed: str, octets: bytes | None) -> io.BytesIO:
    """The archive with one of its files replaced, or taken out."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name != changed:
                new.writestr(name, old.read(name))
            elif octets is not None:
                new.writestr(name, octets)
    return made


def _torn(path: Path) -> Iterator[io.BytesIO]:
    with zipfile.ZipFile(path) as archived:
        journal = archived.read("journal.jsonl")
        original = next(name for name in archived.namelist() if name.startswith("originals/"))
    yield _rewritten(path, "journal.jsonl", journal.replace(b'"cents":236', b'"cents":336'))
    yield _rewritten(path, "journal.jsonl", journal[:-20])
    yield _rewritten(path, "journal.jsonl", b"[]\n" + journal)
    yield _rewritten(path, "journal.jsonl", None)
    yield _rewritten(path, original, b"other")
    yield _rewritten(path, original, None)
    yield io.BytesIO(path.read_bytes()[:-30])
    whole = bytearray(path.read_bytes())
    whole[200] ^= 0xFF
    yield io.BytesIO(bytes(whole))


def test_an_altered_archive_is_refused(device: Path, tmp_path: Path) -> None:
    for torn in _torn(_archive(device, tmp_path)):
        with pytest.raises(Refusal, match="ARCHIVE_TORN"):
            list(archive.read(torn))


def _csv(path: Path, columns: tuple[str, ...], *lines: str) -> Path:
    path.write_text("\n".join((",".join(columns), *lines)) + "\n", encoding="utf-8")
    return path


def test_patients_and_prescriptions_come_in(device: Path, tmp_path: Path) -> None:
    people = _csv(
        tmp_path / "patients.csv", PATIENTS,
        "p1,Martin,Anne-Lise,1972-05-03,2721975999123,60,1,0,4 rue Haute", "p2,Martin,Noé,2020-11-30,2721975999123,60,1,6,",
    )  # fmt: skip
    orders = _csv(
        tmp_path / "orders.csv", PRESCRIPTIONS,
        "p1,99700218896,991129768,Le Goff,01,2026-10-05,,2026-12-31,inf.injection.sc,daily",
    )  # fmt: skip
    code, out, err = _run("intake", "--config", device, "--person", BILLING, "--patients", people, "--prescriptions", orders)
    assert (code, out, err) == (exits.OK, "2 patients, 1 prescriptions\n", "")
    store = _store(device)
    found = {row["given"]: row for row in rows_of(store, "patient")}
    assert set(found) == {"ANNE-LISE", "NOE"} and found["ANNE-LISE"]["patient"] == "T0042-900"
    (order,) = rows_of(store, "prescription")
    assert (order["patient"], order["acts"], order["flags"]) == ("T0042-900", ["inf.injection.sc"], ["daily"])
    store.close()
    orders.write_text(orders.read_text().replace("2026-12-31", "2027-01-31"))
    _run("intake", "--config", device, "--person", BILLING, "--patients", people, "--prescriptions", orders)
    store = _store(device)
    (again,) = rows_of(store, "prescription")
    assert (again["prescription"], again["end"] - order["end"]) == (order["prescription"], 31)
    store.close()


def test_what_is_refused_changes_nothing(device: Path, tmp_path: Path) -> None:
    wrong = _csv(tmp_path / "patients.csv", PATIENTS, "p1,Martin,Anne,1972-05-03,2721975999123,61,1,0,")
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    before = _store(device)
    count = before.next_sequence()
    before.close()
    refused = (
        (("intake", "--patients", wrong), SECRET, "IMPORT_VALUE line=2 value=nir"),
        (("intake", "--patients", tmp_path / "none.csv"), SECRET, "FILE_UNREADABLE"),
        (("intake", "--patients", empty), SECRET, "IMPORT_FORM line=1"),
        (("intake", "--bank", empty), SECRET, "IMPORT_FORM line=1"),
        (("export", "--day", "2026-02-30", "--to", tmp_path), SECRET, "DATE_INVALID"),
        (("export", "--day", "2026-10-18", "--to", tmp_path / "none"), SECRET, "FILE_UNWRITTEN"),
        (("export", "--archive", "--to", tmp_path), "0000", "KEY_WRONG"),
    )
    for (verb, *words), secret, said in refused:
        code, _out, err = _run(verb, "--config", device, "--person", BILLING, *words, secret=secret)
        assert code == exits.REFUSED and said in err and "2721975999123" not in err
        assert err.startswith(f"tournee {verb} : refusé : ") and len(err.splitlines()) >= 3
    after = _store(device)
    assert after.next_sequence() == count
    after.close()


def test_a_device_without_keys_is_refused(device: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / "keys").unlink()
    code, _out, err = _run("export", "--config", device, "--person", BILLING, "--archive", "--to", tmp_path)
    assert code == exits.REFUSED and "KEY_SLOT_MISSING" in err


def test_status_tells_which_certificates_end(device: Path, tmp_path: Path) -> None:
    soon = (VALID[0], datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=20))
    keys = Keys(tmp_path / "keys")
    fund, ours = keys.mailbox("fund", "a@b.fr", soon), keys.mailbox("us", "c@d.fr")
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "certificates.csv").write_text(f"address,file\n*.rss.fr,{fund.certificate_path}\n")
    for name, path in (("own.pem", ours.certificate_path), ("own.key.pem", ours.key_path)):
        (tmp_path / "vault" / name).write_bytes(path.read_bytes())
    code, out, _err = _run("status", "--config", device, "--json")
    told = json.loads(out)["certificates"]
    assert code == exits.OK and list(told) == ["*.rss.fr"]
    assert told["*.rss.fr"] == f"until {soon[1]:%Y-%m-%d}, THE NEXT ONE IS MISSING"


def test_status_tells_deadlines_and_ages(device: Path) -> None:
    code, out, err = _run("status", "--config", device, "--person", BILLING, "--json")
    assert (code, err) == (exits.OK, "")
    told = json.loads(out)
    assert told["to_send"]["before"] == "2026-10-29" and told["to_send"]["urgent"] == 3 and told["documents"] == {"count": 0}
    assert told["transfers"] == {"announced": 0, "late": 0, "unknown": 0}
    assert sum(each["count"] for each in told["awaited_for"].values()) == 3
    code, out, _err = _run("status", "--config", device, "--person", BILLING)
    assert code == exits.OK and "working days left: " in out
