"""Pictures of a stage, compared with the golden ones as decoded pixels."""

from pathlib import Path
from typing import Any

from kivy.graphics import Fbo
from kivy.graphics.opengl import glFinish
from PIL import Image, ImageChops

from ui.stage import Stage

GOLDEN = Path(__file__).parent / "golden"
RENDERER = GOLDEN / "renderer.txt"
SPOILT = Path("build") / "golden"
# Another rasteriser may round a channel differently by this much, and no more.
ELSEWHERE = 2


def taken(made: Stage) -> Image.Image:
    """What the stage draws, at its own size whatever the window's."""
    width, height = (int(part) for part in made.size)
    buffer: Any = Fbo(size=(width, height))
    with buffer:
        buffer.clear_buffer()
    buffer.add(made.canvas)
    buffer.draw()
    glFinish()
    picture = Image.frombytes("RGBA", (width, height), buffer.pixels).convert("RGB").transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    buffer.remove(made.canvas)
    return picture


def farthest(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of a channel anywhere; 255 when the sizes differ."""
    if one.size != other.size:
        return 255
    return max(level for band in ImageChops.difference(one, other).split() for level, count in enumerate(band.histogram()) if count)


def colours_of(picture: Image.Image) -> int:
    """How many colours a picture has: an empty one has one or two."""
    return len(picture.getcolors(picture.width * picture.height) or ())


def spoilt(name: str, actual: Image.Image, expected: Image.Image) -> Path:
    """Keep actual, expected and amplified difference for the eye; the folder."""
    SPOILT.mkdir(parents=True, exist_ok=True)
    actual.save(SPOILT / f"{name}.actual.png")
    expected.save(SPOILT / f"{name}.expected.png")
    if actual.size == expected.size:
        ImageChops.difference(actual, expected).point(lambda value: min(255, value * 8)).save(SPOILT / f"{name}.difference.png")
    return SPOILT
