"""Sounds: short tones made here, louder by day, soft at night. The screen says everything that a sound says."""

import io
import math
import os
import struct
import tempfile
import wave
from typing import Any

RATE = 22050
# Tones of a sound: hertz and milliseconds.
TONES = {
    "card": ((880, 90),),
    "signed": ((880, 90), (1320, 140)),
    "refused": ((330, 300),),
    "key": ((1800, 8),),
}
LEVELS = {"off": 0.0, "soft": 0.25, "loud": 1.0}
_EVENING, _MORNING = 20 * 60, 8 * 60
_FADE_SECONDS = 0.006


def level_at(level: str, minute: int) -> str:
    """The level chosen, never more than soft between 20:00 and 8:00; `minute` of the day."""
    return "soft" if level == "loud" and not _MORNING <= minute < _EVENING else level


def wav(name: str) -> bytes:
    """A sound as a WAV file: 16 bits, one channel. Raises KeyError for an unknown name."""
    samples = [sample for hertz, length in TONES[name] for sample in _tone(hertz, length)]
    held = io.BytesIO()
    with wave.open(held, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return held.getvalue()


def _tone(hertz: int, milliseconds: int) -> list[int]:
    count = RATE * milliseconds // 1000
    fade = max(1, int(min(_FADE_SECONDS * RATE, count / 2)))
    return [int(20000 * min(1, at / fade, (count - at) / fade) * math.sin(2 * math.pi * hertz * at / RATE)) for at in range(count)]


class Player:
    """Plays sounds at a level; silent where there is no sound card. Files are made when first heard."""

    def __init__(self, level: str = "soft") -> None:
        self.level = level
        self._loaded: dict[str, Any] = {}

    def play(self, name: str, minute: int) -> None:
        """One sound, at the level of that minute of the day."""
        volume = LEVELS[level_at(self.level, minute)]
        if not volume:
            return
        if name not in self._loaded:
            self._loaded[name] = _load(name)
        sound = self._loaded[name]
        if sound is not None:
            sound.volume = volume
            sound.play()


def _load(name: str) -> Any:
    """A loaded sound, or None without a sound card."""
    from kivy.core.audio import SoundLoader

    path = os.path.join(tempfile.mkdtemp(prefix="tournee-"), name + ".wav")
    with open(path, "wb") as out:
        out.write(wav(name))
    return SoundLoader.load(path)
