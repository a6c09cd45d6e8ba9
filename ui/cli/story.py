"""The story of a round as a page: every picture in order, with its name."""

import html
from pathlib import Path

_PAGE = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Tournée : un dimanche</title>
<style>body{{font:18px/1.4 sans-serif;background:#F4F1EA;color:#0E2029;margin:24px}}h1{{color:#005A5B}}
main{{display:grid;grid-template-columns:repeat(auto-fill,minmax(400px,1fr));gap:24px}}figure{{margin:0}}img{{width:100%}}</style>
<h1>Tournée : dimanche 18 octobre 2026 (SIM)</h1>
<p>Personnes, cartes, caisses et heures sont inventées.</p>
<main>
{figures}
</main></html>
"""
_FIGURE = '<figure><img src="{name}" alt="{title}" loading="lazy"><figcaption>{title}</figcaption></figure>'


def write(directory: Path) -> Path:
    """Write `index.html` beside the pictures of a round."""
    pictures = sorted(directory.glob("[0-9][0-9][0-9]-*.png"))
    figures = "\n".join(_FIGURE.format(name=path.name, title=html.escape(_title(path))) for path in pictures)
    page = directory / "index.html"
    page.write_text(_PAGE.format(figures=figures), encoding="utf-8")
    return page


def _title(path: Path) -> str:
    number, _, words = path.stem.partition("-")
    return f"{int(number)} · {words.replace('-', ' ')}"
