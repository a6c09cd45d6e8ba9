"""`tournee run --config FILE`: the device: screen, cards, camera, journal; the courier is a process of its own."""

import argparse
import gc
import sys
from collections.abc import Callable
from pathlib import Path

from device.signals import Effect
from hal import config, logs
from ui.cli import exits


def main(argv: list[str]) -> int:
    """Run until the window is closed or the process is ended. Exit 0, or 2 when the configuration is refused."""
    parser = argparse.ArgumentParser(prog="tournee run", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="the device's configuration (TOML or JSON)")
    parser.add_argument("--off-screen", action="store_true", help="draw without a window even where there is a display")
    options = parser.parse_args(argv)
    gc.disable()  # while modules load there is nothing to collect: a tenth of the start
    settings = config.load(options.config)
    with logs.configure(settings.log, settings.log_level):
        return _run(settings, options.off_screen or None)


def _run(settings: config.Settings, off_screen: bool | None) -> int:
    from ui import window

    hardware = settings.hardware
    window.prepare(hardware.width, hardware.height, off_screen)
    from hal.boot import Device
    from ui.app import App
    from ui.bridge import Bridge
    from ui.theme import Theme

    device = Device(settings)
    bridge = Bridge(device.engine.post, window.later)
    theme = Theme(motion=not off_screen, slots={"cps": hardware.cps_edge, "vitale": hardware.vitale_edge})
    app = App(bridge, theme, settings.language, device.scanner.frame, device.scanner.filled)
    screen: Callable[[Effect], None] = bridge.perform
    if settings.touch_channel is not None:
        from ui.channel import TouchChannel

        screen = TouchChannel(settings.touch_channel, app).beside(bridge.perform)
    device.start(screen)
    window.later(_collect)
    app.run()
    device.stop()
    return exits.OK


def _collect() -> None:
    """What the start made stays; garbage is collected from now on."""
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
