"""The window: Kivy's settings, made before it is imported, and pictures of what it shows. Import this module first."""

import os
from collections.abc import Callable
from typing import Any

WIDTH, HEIGHT = 800, 480


def prepare(width: int = WIDTH, height: int = HEIGHT, off_screen: bool | None = None) -> None:
    """Settings for a window of that size; off screen when asked to, or when there is no display to draw on."""
    if off_screen is None:
        off_screen = not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.path.exists("/dev/dri/card0"))
    settings = {"KIVY_NO_CONFIG": "1", "KIVY_LOG_MODE": "PYTHON", "KIVY_NO_FILELOG": "1", "KIVY_NO_ARGS": "1"}
    if off_screen:
        settings["SDL_VIDEODRIVER"] = "offscreen"
    for name, value in settings.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("KIVY_HOME", os.path.join(os.environ.get("TMPDIR", "/tmp"), f"tournee-kivy-{os.getuid()}"))
    from kivy.config import Config

    for name, setting in (("width", width), ("height", height), ("multisamples", 0), ("vsync", 0), ("maxfps", 60), ("resizable", 1)):
        Config.set("graphics", name, str(setting))
    Config.set("kivy", "exit_on_escape", "0")
    Config.remove_section("input")
    Config.add_section("input")


def open_window(root: Any) -> Any:
    """The window with `root` in it, ready to draw; closes nothing."""
    from kivy.base import EventLoop
    from kivy.core.window import Window
    from kivy.input.providers.mouse import MouseMotionEventProvider

    EventLoop.ensure_window()
    if EventLoop.status != "started":
        # Only what is there when the loop starts is listened to: what Kivy would add as it runs comes too late.
        EventLoop.add_input_provider(MouseMotionEventProvider("mouse", "disable_multitouch,disable_on_activity"), True)
        EventLoop.start()
    Window.add_widget(root)
    root.size = Window.size
    return Window


def later(call: Callable[[], None]) -> None:
    """Run a call on the screen's thread soon; from any thread."""
    from kivy.clock import Clock

    Clock.schedule_once(lambda _seconds: call())


def settle(turns: int = 4) -> None:
    """Let the window lay out and draw, in the order of Kivy's own loop, without showing it."""
    from kivy.clock import Clock
    from kivy.lang import Builder

    for _ in range(turns):
        Clock.tick()
        Builder.sync()
        Clock.tick_draw()
        Builder.sync()


def pixels() -> tuple[int, int, bytes]:
    """What the window shows: width, height and RGB octets, top row first."""
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glFinish, glPixelStorei, glReadPixels

    width, height = Window.system_size
    Window.dispatch("on_draw")
    glFinish()
    glPixelStorei(0x0D05, 1)  # GL_PACK_ALIGNMENT, which Kivy does not name
    upside_down = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
    row = width * 3
    return width, height, b"".join(upside_down[at : at + row] for at in range(len(upside_down) - row, -1, -row))


def save(path: str) -> None:
    """Write what the window shows as a PNG; killed meanwhile, the name holds the whole picture or none."""
    from PIL import Image

    settle()
    width, height, octets = pixels()
    part = path + ".part"
    Image.frombytes("RGB", (width, height), octets).save(part, "PNG", optimize=True)
    os.replace(part, path)


def renderer() -> str:
    """The name and version of what draws: pictures are exactly alike on the same one."""
    from kivy.graphics.opengl import GL_RENDERER, GL_VERSION, glGetString

    return b" | ".join((glGetString(GL_RENDERER), glGetString(GL_VERSION))).decode()
