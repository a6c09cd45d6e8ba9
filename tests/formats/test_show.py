"""`tournee show`: each kind of file is recognised, printed with identities as dots, or refused in one line."""

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from device.base.refusal import Refusal
from device.formats.b2 import LAYOUTS as B2
from device.formats.b2_lot import close_lot, open_lot
from device.formats.noemie import LAYOUTS as NOEMIE
from device.formats.zone import encode, group
from simulator.insurer import post
from simulator.keys import Keys
from tests.device.test_b2 import HEAD
from tests.formats import files
from ui.cli import exits, main, show

NIR = "2721975999123"
ZONE = encode([group(1, card_type="0", id_type="8", id_number="99900065279", id_key="0", name="SOREL", given="ELISE")])
KINDS = {
    "b2_file": files.LOT,
    "b2_image": files.DRE,
    "return": files.RETURN,
    "receipt": files.NEGATIVE,
    "zone": ZONE,
}


def _printed(octets: bytes, show_identity: bool = False) -> str:
    return "\n".join(show.rendered(octets, show_identity)).replace("\u00a0", " ")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_recognised_alone_and_packed(kind: str) -> None:
    octets = KINDS[kind]
    assert show.told(octets, False)["kind"] == kind
    packed = show.told(gzip.compress(octets), False)
    assert packed["kind"] == "mail" and packed["content"] == show.told(octets, False)
    indented = ["  " + line for line in _printed(octets).splitlines()]
    assert _printed(gzip.compress(octets)).splitlines()[1:] == indented


SAID = (
    (files.LOT, "Lot 012 (FSE) du 18/10/26, SOREL ELISE 991129768, organisme 349\n  2 factures, 2 actes, 6,30 €, demandé 3,78 €"),
    (files.LOT, "    Sceau (SIM) : signature de la carte du professionnel, 256 octets\n"),
    (files.LOT, "    Sceau (SIM) : preuve de la carte vitale, 5 octets"),
    (files.FSE, "Facture 000000017 (FSE, sécurisée), maladie, régime 01 caisse 349 centre 9881"),
    (files.FSE, "18/10/26 IFD    1 x 1,00 x 2,75 € = 2,75 € : AMO 60 % 1,65 €, AMC 1,10 €, prescripteur 991111111"),
    (files.DRE, "né le •••, organisme complémentaire 0099999997"),
    (files.DRE, "Total 5,90 € : AMO 3,54 €, AMC 2,36 €, payé par le patient 0,00 €"),
    (files.RETURN, "Virement du 20/10/26 : VIREMENT 000123, payé par 01349\n  Facture 000000017 (FSE, lot 012 du 18/10/26) : payé 3,15 €"),
    (files.RETURN, "    AMC rejeté : demandé 1,89 €, payé 0,00 €\n    Rejet 1234 DROITS FERMES (ligne, part obligatoire, ou les deux, AMI"),
    (files.RETURN, "    Commentaire : •••\n    1 entité inconnue"),
    (files.RETURN, "Indu sur prestations, retenue sur prestation, −10,00 €, reste 5,00 €"),
    (files.RETURN, "  Forfait 00007 : 490,00 €\n    FORFAIT FAMI : 490,00 €\n  Note 295 : •••\nFin : 18 entités, 483,15 €"),
    (files.RETURN, "entité inconnue 300 : 1"),
    (files.NOTES, "demandé 1,89 €, payé 1,89 €\n    Signalement S1 DROITS BIENTOT ECHUS (ligne 1)\n  Facture 000000020"),
    (files.NOTES, "1 x 1,00, 3,15 € : 0,00 €, AMC 1,26 €\n"),
    (files.RECEIPT, "Accusé de réception positif (SIM) du 19/10/26 : lot 012 (FSE) du 18/10/26, 991129768\n  empreinte"),
    (files.NEGATIVE, "  facture 000000017 : 0108 SIGNATURE INVERIFIABLE\n    La caisse n’a pas pris cet envoi. Lisez son motif"),
    (files.RETURN, "\n      L’assurance maladie n’a pas payé cette facture. Lisez son motif"),
    (files.RETURN, "\n    La caisse reprend un paiement qui n’était pas dû. Appelez la caisse"),
)


@pytest.mark.parametrize(("octets", "text"), SAID)
def test_what_is_printed(octets: bytes, text: str) -> None:
    assert text in _printed(octets)


@pytest.mark.parametrize("kind", KINDS)
def test_identities_are_dots_unless_asked_for(kind: str) -> None:
    identities = (NIR, "MARTIN", "CAMILLE", "720503", "03/05/72", "SOREL, ELISE", "99900065279", "OF OUR OWN", "A TOUS", "VU")
    octets = KINDS[kind]
    for hidden in (_printed(octets), json.dumps(show.told(octets, False))):
        found = [each for each in identities if each in hidden]
        assert found in ([], ["99900065279"] if kind in ("b2_file", "b2_image") else [])
    told = json.dumps(show.told(octets, True))
    assert kind == "receipt" or any(each in told for each in identities)


def _values(told: Any, key: str) -> list[tuple[str, dict[str, Any]]]:
    """Every record inside, whatever its depth."""
    if isinstance(told, list):
        return [found for each in told for found in _values(each, key)]
    if not isinstance(told, dict):
        return []
    own = [(told[key], told["values"])] if key in told else []
    return own + [found for each in told.values() for found in _values(each, key)]


def test_json_has_every_field_of_every_record() -> None:
    lot = _values(show.told(files.LOT, True), "record")
    assert len(lot) == len(files.LOT) // 128
    for kind, values in lot:
        assert list(values) == list(B2[kind].named)
    entities = _values(show.told(files.RETURN, True), "entity")
    assert len(entities) == 18
    for kind, values in entities:
        assert list(values) == (["record"] if kind == "300" else list(NOEMIE[kind].named))
    assert {each["entry"] for each in show.told(files.RETURN, True)["entries"]} == {
        "ReturnEntry", "DebtEntry", "LumpEntry", "NoteEntry", "EndEntry",
    }  # fmt: skip


def test_a_mail_is_opened_as_far_as_no_key_is_needed(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    insurer, nurse = keys.mailbox("insurer", "01349@349.01.rss.fr"), keys.mailbox("nurse", "nurse@sim.fr")
    signed = post.signed(files.NEGATIVE, insurer)
    mail = post.mail("01349@349.01.rss.fr", "nurse@sim.fr", "ARL", "signed-data", signed, "m1")
    told = show.told(mail, False)
    assert (told["travels"], told["headers"]["To"], told["content"]["kind"]) == ("signed", "nurse@sim.fr", "receipt")
    assert "Contenu signé (sans autorité vérifiée), 128 octets\n  Accusé de réception négatif" in _printed(mail)
    assert show.told(signed, False)["content"] == told["content"]
    closed = post.mail("01349@349.01.rss.fr", "nurse@sim.fr", "RSP", "enveloped-data", post.enveloped(signed, nurse), "m2")
    told = show.told(closed, False)
    assert told["travels"] == "enveloped" and "content" not in told and "Contenu chiffré" in _printed(closed)
    broken = bytearray(signed)
    broken[-1] ^= 1
    with pytest.raises(Refusal, match="SEAL_FALSE"):
        show.told(bytes(broken), False)


def test_a_plain_part_is_shown_too() -> None:
    mail = b"From: a@b.fr\nContent-Type: application/EDI-consent\nContent-Transfer-Encoding: 8bit\n\n" + files.RECEIPT
    told = show.told(mail, False)
    assert told["travels"] == "plain" and told["content"]["receipt"]["positive"] is True


def test_a_mail_cannot_speak_to_the_terminal() -> None:
    mail = b"From: \x1b[31ma@b.fr\x07\nContent-Type: application/EDI-consent\n\n" + files.RECEIPT
    assert next(show.rendered(mail, False)) == "From: ?[31ma@b.fr?"


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main.main(["show", *words])
    said = capsys.readouterr()
    return code, said.out.replace("\u00a0", " "), said.err


def test_the_verb_prints_what_it_can_and_refuses_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = {"lot.b2": files.LOT, "torn.b2": files.LOT[:-1], "odd.txt": b"hello", "a.arl": files.RECEIPT}
    for name, octets in names.items():
        (tmp_path / name).write_bytes(octets)
    paths = [str(tmp_path / name) for name in (*names, "missing")]
    code, out, err = _run(capsys, *paths)
    assert code == exits.REFUSED and "Lot 012" in out and "Accusé de réception" in out
    assert err.replace("\u00a0", " ").splitlines() == [
        f"{paths[1]} : refusé : Fichier coupé, enregistrement 26",
        "  Donnez le numéro ci-dessous à l’assistance",
        "  1201 RECORD_TORN record=26",
        f"{paths[2]} : refusé : Fichier inconnu",
        "  Vérifiez le fichier choisi",
        "  1206 FILE_UNKNOWN",
        f"{paths[4]} : refusé : Fichier illisible",
        "  Vérifiez le fichier choisi",
        "  Enregistrez un texte en UTF-8",
        "  3115 FILE_UNREADABLE",
    ]
    code, out, err = _run(capsys, "--json", paths[0], paths[3])
    assert code == exits.OK and err == ""
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["b2_file", "receipt"]


def test_a_lot_without_invoices_is_shown() -> None:
    assert "(vide)" in _printed(close_lot(open_lot(HEAD, []), HEAD))


@pytest.mark.parametrize("kind", KINDS)
def test_torn_and_altered_files_are_refused_never_a_defect(kind: str) -> None:
    whole, chance = KINDS[kind], random.Random(20261018)
    torn = [whole[: chance.randrange(len(whole))] for _ in range(60)]
    altered = [bytes(octet if chance.random() > 0.002 else chance.randrange(256) for octet in whole) for _ in range(60)]
    assert sum(_outcome(octets) for octets in torn + altered) > 60


def _outcome(octets: bytes) -> bool:
    """True when refused; both ways of showing agree."""
    outcomes = []
    for tell in (show.told, show.rendered):
        try:
            list(tell(octets, False))
            outcomes.append(False)
        except Refusal:
            outcomes.append(True)
    assert outcomes[0] == outcomes[1]
    return outcomes[0]
