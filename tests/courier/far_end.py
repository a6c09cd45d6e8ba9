"""Postfix and Dovecot as the far end: configuration and state in one directory, loopback only, ended with the test. Needs root."""

import dataclasses
import shutil
import socket
import subprocess
from functools import partial
from pathlib import Path

from hal.courier.config import NOWHERE, Config, Server
from simulator.keys import HOST, Keys
from simulator.reader import free_ports
from tests.waiting import until

USER, PASSWORD, DOMAIN = "cabinet", "SIM-sable-et-vent", "poste.sim.fr"
ADDRESS = f"{USER}@{DOMAIN}"
LIMIT = 2_000_000

_MAIN_CF = """compatibility_level = 3.6
queue_directory = {at}/queue
data_directory = {at}/data
maillog_file = {at}/postfix.log
maillog_file_prefixes = {at}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
alias_maps =
virtual_mailbox_domains = {domain}
virtual_mailbox_maps = inline:{{ {{ {address} = here }} }}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_tls_cert_file = {at}/server.pem
smtpd_tls_key_file = {at}/server.key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_recipient_restrictions = reject_unauth_destination, permit_sasl_authenticated, reject
smtpd_client_connection_count_limit = 0
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
message_size_limit = {limit}
default_process_limit = 10
"""
_MASTER_CF = """127.0.0.1:{smtp} inet n - n - 10 smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
postlog unix-dgram n - n - 1 postlogd
"""
_SERVICES = """service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  inet_listener auth {{
    port = {auth}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imap}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = 0
  }}
  inet_listener pop3s {{
    port = {pop3}
    ssl = yes
  }}
}}
"""
_COMMON = """base_dir = {at}/run
state_dir = {at}/state
log_path = {at}/dovecot.log
listen = 127.0.0.1
ssl = required
first_valid_uid = 1
auth_failure_delay = 0 secs
"""
# Dovecot changed its language between the two Debians.
_DOVECOT_2_3 = (
    _COMMON
    + """protocols = pop3 imap lmtp
ssl_cert = <{at}/server.pem
ssl_key = <{at}/server.key.pem
mail_location = maildir:{at}/mail/%n
auth_username_format = %Ln
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=dovecot gid=dovecot home={at}/mail/%n
}}
"""
    + _SERVICES
)
_DOVECOT_2_4 = (
    """dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
"""
    + _COMMON
    + """protocols {{
  pop3 = yes
  imap = yes
  lmtp = yes
}}
ssl_server_cert_file = {at}/server.pem
ssl_server_key_file = {at}/server.key.pem
mail_driver = maildir
mail_path = {at}/mail/%{{user | username}}
auth_username_format = %{{user | username | lower}}
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    uid = dovecot
    gid = dovecot
    home = {at}/mail/%{{user | username}}
  }}
}}
"""
    + _SERVICES
)


class FarEnd:
    """Both servers, one account. `config` is the courier's, for them; `by_imap` reads the same mailbox the other way."""

    def __init__(self, directory: Path) -> None:
        self._at = directory
        directory.chmod(0o755)
        keys = Keys(directory / "keys")
        pair = keys.server()
        shutil.copyfile(pair.certificate_path, directory / "server.pem")
        shutil.copyfile(pair.key_path, directory / "server.key.pem")
        for name, owner in (("mail", "dovecot"), ("data", "postfix"), ("queue", "root"), ("postfix", "root")):
            (directory / name).mkdir()
            shutil.chown(directory / name, owner)
        first = free_ports(5)
        self._ports = dict(zip(("smtp", "lmtp", "auth", "pop3", "imap"), range(first, first + 5), strict=True))
        self._write()
        account = (USER, PASSWORD)
        self.config = Config(
            directory / "courier.sock",
            Server(HOST, self._ports["smtp"], *account),
            Server(HOST, self._ports["pop3"], *account),
            authority=str(keys.authority.certificate_path),
            seconds=10.0,
        )
        self.by_imap = dataclasses.replace(self.config, pop3=NOWHERE, imap=Server(HOST, self._ports["imap"], *account))
        self.start()

    def start(self) -> None:
        """Start both, wait until they answer."""
        self._dovecot = subprocess.Popen(["dovecot", "-F", "-c", str(self._at / "dovecot.conf")])
        self._postfix = subprocess.Popen(
            ["postfix", "-c", str(self._at / "postfix"), "start-fg"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for port in self._ports.values():
            until(partial(self._listens, port))

    def stop(self) -> None:
        """End both."""
        subprocess.run(["postfix", "-c", str(self._at / "postfix"), "stop"], check=True, capture_output=True)
        self._dovecot.terminate()
        self._postfix.wait(20)
        self._dovecot.wait(20)

    @staticmethod
    def _listens(port: int) -> bool:
        with socket.socket() as line:
            return line.connect_ex((HOST, port)) == 0

    def _write(self) -> None:
        values = {"at": self._at, "domain": DOMAIN, "address": ADDRESS, "password": PASSWORD, "limit": LIMIT, **self._ports}
        said = subprocess.run(["dovecot", "--version"], capture_output=True, text=True, check=True).stdout
        dovecot = _DOVECOT_2_3 if said.startswith("2.3") else _DOVECOT_2_4
        for name, text in (("dovecot.conf", dovecot), ("postfix/main.cf", _MAIN_CF), ("postfix/master.cf", _MASTER_CF)):
            (self._at / name).write_text(text.format(**values))
