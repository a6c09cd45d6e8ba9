"""SIM: the servers of a world as one network that can be switched off: then nobody listens and every open line is cut."""

from typing import Any

from twisted.internet import defer, error, reactor, task
from twisted.protocols.policies import WrappingFactory

HOST = "127.0.0.1"


class Network:
    """Servers by name, each on a port that stays its own."""

    def __init__(self, ports: dict[str, int]) -> None:
        self.ports = ports
        self._servers: dict[str, tuple[Any, Any]] = {}
        self._listening: dict[str, Any] = {}

    def add(self, name: str, factory: Any, tls: Any = None) -> None:
        """A server, behind TLS from the first octet when `tls` is given. Its port is the one it had, or a new one when it had none or
        somebody took it meanwhile."""
        self._servers[name] = (WrappingFactory(factory), tls)
        try:
            self._listen(name)
        except error.CannotListenError:
            del self.ports[name]
            self._listen(name)

    def up(self) -> None:
        """Everybody listens."""
        for name in self._servers.keys() - self._listening.keys():
            self._listen(name)

    def down(self) -> Any:
        """Nobody listens, no line is open: that is so once the Deferred fires."""
        for name in self._listening:
            for line in list(self._servers[name][0].protocols):
                line.transport.abortConnection()
        closing = [port.stopListening() for port in self._listening.values()]
        self._listening.clear()
        # Ports and lines are closed at the reactor's next turn, in that order.
        return defer.DeferredList([*closing, task.deferLater(reactor, 0)]).addCallback(lambda _: None)

    def _listen(self, name: str) -> None:
        factory, tls = self._servers[name]
        wanted = self.ports.get(name, 0)
        if tls is None:
            port = reactor.listenTCP(wanted, factory, interface=HOST)
        else:
            port = reactor.listenSSL(wanted, factory, tls, interface=HOST)
        self.ports[name] = port.getHost().port
        self._listening[name] = port
