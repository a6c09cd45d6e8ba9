"""The bundle of tables: taken whole or not at all."""

from device.acts import bundle
from device.base import wire
from tests.device.check import refuses
from tests.device.pricing_made import text_of


def _files() -> "dict[str, bytes]":
    return {name: text_of("tables/" + name).encode("utf-8") for name in bundle.FILES}


def test_a_bundle_gives_its_tables() -> None:
    files = _files()
    manifest = bundle.described(3, "2026-11-25", files)
    assert bundle.opened(manifest, files).knows("inf.injection.im")
    read = bundle.read_manifest(manifest)
    assert (read.version, read.issued, read.files[0][0]) == (3, "2026-11-25", "act-ids.csv")
    assert bundle.newer(bundle.read_manifest(bundle.described(2, "2026-06-21", files)), read)
    assert not bundle.newer(read, read)


def test_a_file_that_is_not_as_described_is_refused() -> None:
    files = _files()
    manifest = bundle.described(3, "2026-11-25", files)
    assert refuses("BUNDLE_DIGEST", bundle.opened, manifest, dict(files, **{"tariffs.csv": b"x"})).facts == {"value": "tariffs.csv"}
    longer = dict(files, **{"act-ids.csv": files["act-ids.csv"].replace(b"AMI,500", b"AMI,900")})
    refuses("BUNDLE_DIGEST", bundle.opened, manifest, longer)
    refuses("BUNDLE_MISSING", bundle.opened, manifest, {"act-ids.csv": files["act-ids.csv"]})
    torn = dict(files, **{"tariffs.csv": b"\xe9"})
    assert refuses("BUNDLE_SHAPE", bundle.opened, bundle.described(3, "2026-11-25", torn), torn).facts == {"value": "tariffs.csv"}


def test_a_manifest_of_another_shape_is_refused() -> None:
    good = {"kind": "tournee-tables", "version": 1, "issued": "2026-11-25", "files": [[name, 1, "aa"] for name in bundle.FILES]}
    refuses("BUNDLE_SHAPE", bundle.read_manifest, b"not a record")
    for change in (
        {"kind": "other"},
        {"version": "1"},
        {"issued": 3},
        {"more": 1},
        {"files": 7},
        {"files": [["act-ids.csv", 1]]},
        {"files": [["tariffs.csv", 1, "bb"]]},
    ):
        refuses("BUNDLE_SHAPE", bundle.read_manifest, wire.write(dict(good, **change)))
    refuses("BUNDLE_SHAPE", bundle.read_manifest, wire.write([good]))
    assert bundle.read_manifest(wire.write(good)).version == 1
