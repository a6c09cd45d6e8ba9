"""SIM: what a world hands to the device: certificates for its vault, the courier's configuration, where everything is."""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

from simulator.keys import HOST, Keys, Pair
from simulator.world.state import write_durably

DEVICE_ADDRESS, DEVICE_ACCOUNT, PASSWORD = "cabinet.des.dunes@poste.sim.fr", "cabinet", "SIM-sable-et-vent"
INSURERS = {"*.rss.fr": "amo", "*.amc.fr": "amc"}
ROUTES = ((DEVICE_ADDRESS, DEVICE_ACCOUNT), ("*.rss.fr", "insurers"), ("*.amc.fr", "insurers"))


@dataclass(frozen=True)
class Papers:
    """Everything under `directory`; `device` is what the device may see."""

    directory: Path

    @property
    def device(self) -> Path:
        """The folder handed over."""
        return self.directory / "device"

    @property
    def courier_socket(self) -> Path:
        """Where the courier listens."""
        return self.device / "courier.sock"

    def fill_vault(self, keys: Keys) -> None:
        """Authority, certificates by address, the device's own key; what is there already stays."""
        vault = self.device / "vault"
        vault.mkdir(parents=True, exist_ok=True)
        own = device_pair(keys)
        copies = {"authority.pem": keys.authority.certificate_path, "own.pem": own.certificate_path, "own.key.pem": own.key_path}
        copies |= {f"{name}.pem": insurer_pair(keys, pattern).certificate_path for pattern, name in INSURERS.items()}
        for name, source in copies.items():
            if not (vault / name).exists():  # the device encrypts its key
                shutil.copyfile(source, vault / name)
        if not (vault / "certificates.csv").exists():
            with (vault / "certificates.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([("address", "file"), *((pattern, f"{name}.pem") for pattern, name in INSURERS.items())])

    def write_courier(self, keys: Keys, ports: dict[str, int]) -> None:
        """The courier's configuration, which holds its passwords."""
        account = {"host": HOST, "user": DEVICE_ACCOUNT, "password": PASSWORD}
        web = f"https://{HOST}:{ports['web']}"
        write_durably(
            self.device / "courier.json",
            {
                "socket": str(self.courier_socket),
                "authority": str(keys.authority.certificate_path),
                "smtp": account | {"port": ports["smtp"]},
                "pop3": account | {"port": ports["pop3"]},
                "probe_seconds": 0,  # this network comes and goes by a switch
                "services": {
                    "apcv": {"url": f"{web}/apcv", "action": "urn:ApCV_AUTH:1.0.0:authentifierUtilisateurProximite"},
                    "adri": {"url": f"{web}/adri", "action": "urn:adr:1.1.0:acquerirLesDroits"},
                    "oct": {"url": f"{web}/oct"},
                },
            },
        )

    def write_device(self, clock: Path, reader_socket: str, slots: list[str], camera: str) -> None:
        """Where the device finds its reader, its camera, its courier, its vault, its time."""
        write_durably(
            self.device / "world.json",
            {
                "pcscd_socket": reader_socket,
                "slots": dict(zip(("cps", "vitale", "nfc"), slots, strict=False)),
                "camera": camera,
                "courier_socket": str(self.courier_socket),
                "courier_config": str(self.device / "courier.json"),
                "vault": str(self.device / "vault"),
                "clock": str(clock),
                "address": DEVICE_ADDRESS,
            },
        )


def device_pair(keys: Keys) -> Pair:
    """The pair of the device: what returns are enveloped for."""
    return keys.mailbox("device", DEVICE_ADDRESS)


def insurer_pair(keys: Keys, address: str) -> Pair:
    """The pair that answers for an address, or for its pattern: one for compulsory insurers, one for complementary ones."""
    name = "amc" if address.endswith(".amc.fr") else "amo"
    return keys.mailbox(name, f"service@{name}.sim.fr")
