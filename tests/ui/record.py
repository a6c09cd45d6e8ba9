"""`python -m tests.ui.record`: draws the golden pictures anew, and removes those no shot names."""

from dataclasses import dataclass

from device.flows.views import Bar, View
from tests.ui import samples
from tests.ui.drawn import LANDSCAPE, UPRIGHT, draw, stage
from tests.ui.picture import GOLDEN, RENDERER, taken
from ui import window
from ui.stage import Stage
from ui.theme import Theme


@dataclass(frozen=True)
class Shot:
    """One golden picture: a view in a look, a language and a size."""

    view: View
    bar: Bar
    theme: Theme
    language: str = "fr"
    size: tuple[int, int] = LANDSCAPE

    def drawn(self) -> Stage:
        """The stage that shows it."""
        made = stage(self.theme, self.language, self.size)
        draw(made, self.view, self.bar)
        return made


STILL = Theme(motion=False)
# Which screens are drawn in more than the French day: the part of a name and the look.
MORE = (
    ("night", Theme(motion=False, night=True), "fr", LANDSCAPE, ("01", "03", "07", "08", "12", "13", "15")),
    ("en", STILL, "en", LANDSCAPE, ("01", "03", "08")),
    ("large", Theme(motion=False, large=True), "fr", LANDSCAPE, ("03", "07", "08", "13")),
    ("portrait", STILL, "fr", UPRIGHT, ("01", "03", "07", "08", "10")),
    ("left", Theme(motion=False, left_handed=True), "fr", LANDSCAPE, ("03", "07")),
    ("edges", Theme(motion=False, slots={"cps": "right", "vitale": "left"}), "fr", LANDSCAPE, ("01", "04")),
)


def shots() -> dict[str, Shot]:
    """Every golden picture by name."""
    found = {name: Shot(view, bar, STILL) for name, view, bar in samples.SAMPLES}
    for look, theme, language, size, wanted in MORE:
        for name, view, bar in samples.SAMPLES:
            if name[:2] in wanted:
                found[f"{name}-{look}"] = Shot(view, bar, theme, language, size)
    return found


def price_of(total: int) -> Stage:
    """The price screen with another total."""
    view, bar = next((view, bar) for name, view, bar in samples.SAMPLES if name == "08-price")
    return Shot(view.replace(total=total), bar, STILL).drawn()


def main() -> None:
    """Draw all, say what changed."""
    GOLDEN.mkdir(exist_ok=True)
    wanted = shots()
    for orphan in (path for path in GOLDEN.glob("*.png") if path.stem not in wanted):
        orphan.unlink()
    for name, shot in wanted.items():
        taken(shot.drawn()).save(GOLDEN / f"{name}.png", optimize=True)
    RENDERER.write_text(window.renderer() + "\n")
    print(f"{len(wanted)} pictures in {GOLDEN}")


if __name__ == "__main__":
    main()
