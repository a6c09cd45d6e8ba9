"""SIM: the mail servers of a world: submission with STARTTLS and login, POP3 over TLS, on Twisted; and what may go wrong in them."""

import io
from dataclasses import dataclass, field
from typing import Any

from OpenSSL import SSL
from twisted.cred import checkers, portal
from twisted.internet import defer, interfaces, protocol
from twisted.mail import imap4, pop3, smtp
from zope.interface import implementer

from simulator.mailboxes import Mailboxes

HOST = "127.0.0.1"


@dataclass
class MailFaults:
    """What goes wrong next. Counts go down as they happen.

    `swallow`: messages kept, but whose 250 is never told (the line is cut); `refuse`: recipients refused with `refuse_code`
    (5xx for good, 4xx for now); `full`: messages refused after DATA with 552; `cut_after`: so many octets of mail from now, a
    sending line is cut. Of the concentrator: `web_swallow`: lots kept, but whose answer is never told; `web_code`: the status that the
    next lot gets instead (4xx for good, 5xx for now).
    """

    swallow: int = 0
    refuse: int = 0
    refuse_code: int = 550
    full: int = 0
    cut_after: int = 0
    web_swallow: int = 0
    web_code: int = 0

    def take(self, name: str) -> bool:
        """True when that fault is due; it is then due once less."""
        left: int = getattr(self, name)
        setattr(self, name, max(0, left - 1))
        return left > 0

    def told(self, name: str) -> int:
        """That fault's value, once."""
        value: int = getattr(self, name)
        setattr(self, name, 0 if name.endswith("_code") else max(0, value - 1))
        return value


@dataclass
class Office:
    """What the two servers share: mailboxes, `passwords` by account, TLS, faults."""

    mailboxes: Mailboxes
    passwords: dict[str, str]
    tls: Any
    faults: MailFaults = field(default_factory=MailFaults)

    def portal(self) -> portal.Portal:
        """Who may log in, and what they get."""
        checker = checkers.InMemoryUsernamePasswordDatabaseDontUse()
        for account, password in self.passwords.items():
            checker.addUser(account.encode(), password.encode())
        return portal.Portal(_Realm(self), [checker])


@implementer(portal.IRealm)
class _Realm:
    def __init__(self, office: Office) -> None:
        self._office = office

    def requestAvatar(self, avatar_id: bytes, _mind: object, *interfaces: Any) -> Any:
        """A way out for the submission server, a mailbox for the POP3 server."""
        if smtp.IMessageDelivery in interfaces:
            return smtp.IMessageDelivery, _Submission(self._office), lambda: None
        return pop3.IMailbox, _Mailbox(self._office.mailboxes, avatar_id.decode()), lambda: None


@implementer(smtp.IMessageDelivery)
class _Submission:
    def __init__(self, office: Office) -> None:
        self._office = office

    def receivedHeader(self, _helo: Any, _origin: Any, _recipients: Any) -> bytes:
        """No trace header: what arrives is what was sent."""
        return b""

    def validateFrom(self, _helo: Any, origin: Any) -> Any:
        """Whoever logged in may send."""
        return origin

    def validateTo(self, user: Any) -> Any:
        """A message for a known account; refused otherwise."""
        account = self._office.mailboxes.account(str(user.dest))
        if self._office.faults.take("refuse"):
            raise smtp.SMTPBadRcpt(user, self._office.faults.refuse_code, "refused (SIM)")
        if account is None:
            raise smtp.SMTPBadRcpt(user)
        return lambda: _Message(self._office, account, user.protocol)


@implementer(smtp.IMessage)
class _Message:
    def __init__(self, office: Office, account: str, line: Any) -> None:
        self._office = office
        self._account = account
        self._line = line
        self._lines: list[bytes] = []

    def lineReceived(self, line: bytes) -> None:
        """One more line."""
        self._lines.append(line)

    def eomReceived(self) -> Any:
        """Keep the message before the 250 is told."""
        if self._office.faults.take("full"):
            return defer.fail(smtp.SMTPServerError(552, b"mailbox full (SIM)"))
        self._office.mailboxes.post(self._account, b"\n".join(self._lines) + b"\n")
        if self._office.faults.take("swallow"):
            self._line.transport.abortConnection()
            return defer.Deferred()
        return defer.succeed(None)

    def connectionLost(self) -> None:
        """A message that was cut is forgotten."""
        self._lines = []


class _Submitter(smtp.ESMTP):  # type: ignore[misc]  # Twisted has no types
    """Cuts a line where it is told to, and tells a full mailbox with its own code."""

    office: Office

    def dataReceived(self, data: bytes) -> None:
        """Cut the line once `cut_after` octets came."""
        faults = self.office.faults
        if 0 < faults.cut_after <= len(data):
            faults.cut_after = 0
            self.transport.abortConnection()
            return
        faults.cut_after = max(0, faults.cut_after - len(data))
        super().dataReceived(data)

    def sendCode(self, code: int, message: bytes = b"") -> None:
        """Twisted says 550 for any message it could not keep; a full mailbox is 552."""
        super().sendCode(552 if message.startswith(b"Could not send") else code, message)


class SubmissionFactory(protocol.ServerFactory):  # type: ignore[misc]  # Twisted has no types
    """Builds submission lines."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def buildProtocol(self, _address: Any) -> Any:
        """One more line, which may log in by PLAIN or LOGIN."""
        challengers = {b"LOGIN": smtp.LOGINCredentials, b"PLAIN": imap4.PLAINCredentials}
        line = _Submitter(challengers, contextFactory=self._office.tls)
        line.office = self._office
        line.portal = self._office.portal()
        line.host = b"mail.sim"
        line.factory = self
        return line


@implementer(pop3.IMailbox)
class _Mailbox:
    """The messages of one account as they were at login; deletion takes effect when the client quits."""

    def __init__(self, mailboxes: Mailboxes, account: str) -> None:
        self._mailboxes = mailboxes
        self._account = account
        self._names = mailboxes.names(account)
        self._deleted: set[int] = set()

    def listMessages(self, i: int | None = None) -> Any:
        """Sizes as they travel, with CRLF; 0 for what is marked for deletion."""
        return [self._size(index) for index in range(len(self._names))] if i is None else self._size(i)

    def _size(self, index: int) -> int:
        if index in self._deleted:
            return 0
        message = self._mailboxes.read(self._account, self._names[index])
        return len(message) + message.count(b"\n")

    def getMessage(self, i: int) -> io.BytesIO:
        """The message with LF; the server makes them CRLF."""
        return io.BytesIO(self._mailboxes.read(self._account, self._names[i]))

    def getUidl(self, i: int) -> bytes:
        """The name of the file: unique for ever."""
        return self._names[i].encode()

    def deleteMessage(self, i: int) -> None:
        """Mark; ValueError when there is none."""
        if not 0 <= i < len(self._names):
            raise ValueError(i)
        self._deleted.add(i)

    def undeleteMessages(self) -> None:
        """Unmark all."""
        self._deleted.clear()

    def sync(self) -> None:
        """The client quits: what is marked goes."""
        for index in self._deleted:
            self._mailboxes.remove(self._account, self._names[index])


class MailboxFactory(protocol.ServerFactory):  # type: ignore[misc]  # Twisted has no types
    """Builds POP3 lines."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def buildProtocol(self, _address: Any) -> Any:
        """One more line."""
        line = pop3.POP3()
        line.portal = self._office.portal()
        line.factory = self
        return line

    def cap_EXPIRE(self) -> bytes:
        """Nothing expires."""
        return b"NEVER"


@implementer(interfaces.IOpenSSLContextFactory)
class ServerTls:
    """TLS of a server whose certificate may be changed while it runs."""

    method = SSL.TLS_SERVER_METHOD

    def __init__(self, key_path: str, certificate_path: str) -> None:
        self.change(key_path, certificate_path)

    def change(self, key_path: str, certificate_path: str) -> None:
        """From now on, lines are opened with that certificate."""
        context = SSL.Context(self.method)
        context.use_certificate_file(certificate_path)
        context.use_privatekey_file(key_path)
        self._context = context

    def getContext(self) -> Any:
        """What Twisted asks for."""
        return self._context
