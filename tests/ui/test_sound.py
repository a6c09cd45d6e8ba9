"""Sounds: made here, soft at night, off when off."""

import io
import wave

import pytest

from ui.sound import LEVELS, RATE, TONES, Player, level_at, wav


@pytest.mark.parametrize("name", sorted(TONES))
def test_a_sound_is_a_wav_of_its_length(name: str) -> None:
    with wave.open(io.BytesIO(wav(name))) as held:
        assert held.getframerate() == RATE
        assert held.getnframes() == sum(RATE * length // 1000 for _, length in TONES[name])


@pytest.mark.parametrize(
    ("level", "minute", "heard"),
    [
        ("loud", 480, "loud"),
        ("loud", 479, "soft"),
        ("loud", 1199, "loud"),
        ("loud", 1200, "soft"),
        ("soft", 0, "soft"),
        ("off", 600, "off"),
    ],
)
def test_evenings_are_soft(level: str, minute: int, heard: str) -> None:
    assert level_at(level, minute) == heard
    assert LEVELS[heard] <= LEVELS[level]


def test_off_is_silent_and_loads_nothing() -> None:
    player = Player("off")
    player.play("signed", 600)
    assert player._loaded == {}
