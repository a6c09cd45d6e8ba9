"""The device as `tournee run` starts it, without its screen: what it shows goes through a pipe, what a hand does comes through it."""

from multiprocessing.connection import Connection

from hal import boot, logs
from hal.config import Settings


def run(settings: Settings, pipe: Connection) -> None:
    """Until it is killed: (verb, args) of the screen's effects go out, events come in."""
    with logs.configure(settings.log, "debug"):
        device = boot.Device(settings)
        device.start(lambda effect: pipe.send((effect.verb, effect.args)))
        while True:
            device.engine.post(pipe.recv())
