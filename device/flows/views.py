"""Views: what a screen shows, as data. Widgets are made from a View alone; a sentence is a key and its facts."""

from device.base.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar

    Facts = tuple[tuple[str, Any], ...]


class Say(Record):
    """A sentence: its `key` in the words, and the facts it names (pairs of name and value). The name's kind in
    `base.catalogue.FACT_KINDS` decides how a value is written (cents as money, day as a date, minute as a time)."""

    FIELDS = ("key", "facts")
    key: str
    facts: "Facts" = ()


def say(key: str, **facts: "Any") -> Say:
    """A `Say`, its facts sorted by name so that equal sentences are equal values."""
    return Say(key, tuple((name, facts[name]) for name in sorted(facts)))


NOTHING = Say("", ())


class Action(Record):
    """Something to touch: the `answer` it gives, its label, its icon's name; `live` is a value shown inside it."""

    FIELDS = ("answer", "label", "icon", "live", "enabled", "danger")
    answer: str
    label: Say
    icon: str = ""
    live: Say = NOTHING
    enabled: bool = True
    danger: bool = False


class Row(Record):
    """One line of a list: icon, title, second line, tag at right; `tone` is plain, ok, warn, stop, or action for a chip that
    leads elsewhere instead of being on or off. An empty `answer` cannot be touched."""

    FIELDS = ("answer", "title", "sub", "icon", "tag", "tone", "on", "right")
    answer: str
    title: Say
    sub: Say = NOTHING
    icon: str = ""
    tag: Say = NOTHING
    tone: str = "plain"
    on: bool = False
    right: Say = NOTHING


class Step(Record):
    """A stop of the thread: `state` is done, here or todo; `label` under it; `icon` optional."""

    FIELDS = ("label", "state", "icon")
    label: Say
    state: str
    icon: str = ""


class Ribbon(Record):
    """The patient's name and age above a visit, with the steps of the visit."""

    FIELDS = ("name", "age", "steps")
    NESTED = {"steps": Step}
    name: str
    age: int
    steps: "tuple[Step, ...]"


class Bar(Record):
    """The top bar: local minute of the day, who and role, card slots, network, unsent invoices and age of the oldest in
    days, battery percent; `sim` is true while the clock or the world is simulated."""

    FIELDS = ("minute", "who", "role", "cps", "vitale", "network", "unsent", "oldest_days", "battery", "locked", "sim")
    minute: int
    who: str
    role: str
    cps: bool
    vitale: bool
    network: str
    unsent: int
    oldest_days: int
    battery: int
    locked: bool
    sim: bool


class View(Record):
    """What every view has: at most one primary and one secondary action, else a status strip; a ribbon in a visit; a small
    line `over` the title. In any sentence `*` marks words in bold and a line feed starts a second, quieter line."""

    FIELDS: "ClassVar[tuple[str, ...]]" = ("title", "primary", "secondary", "strip", "ribbon", "over")
    title: Say
    primary: "Action | None" = None
    secondary: "Action | None" = None
    strip: Say = NOTHING
    ribbon: "Ribbon | None" = None
    over: Say = NOTHING


COMMON = View.FIELDS


class Insert(View):
    """A card drawn at its `slot` (cps or vitale), a hint, and other ways in."""

    FIELDS = COMMON + ("slot", "hint", "others", "shelter")
    slot: str = "cps"
    hint: Say = NOTHING
    others: "tuple[Row, ...]" = ()
    shelter: Say = NOTHING


class Keypad(View):
    """Figures typed on a keypad: `unit` beside the value, at most `digits`; the answer is the typed text."""

    FIELDS = COMMON + ("sub", "unit", "digits", "value")
    sub: Say = NOTHING
    unit: Say = NOTHING
    digits: int = 5
    value: str = ""


class Pin(View):
    """The code of a card: dots only; `tries` left; the typed code never is an answer, it goes straight to the card."""

    FIELDS = COMMON + ("sub", "tries", "length")
    sub: Say = NOTHING
    tries: int = 3
    length: int = 4


class Home(View):
    """The day as a thread, the next patient as hero rows, three tiles."""

    FIELDS = COMMON + ("sub", "stops", "hero", "hero_rows", "then", "tiles")
    sub: Say = NOTHING
    stops: "tuple[Step, ...]" = ()
    hero: Say = NOTHING
    hero_rows: "tuple[Row, ...]" = ()
    then: Say = NOTHING
    tiles: "tuple[Row, ...]" = ()


class Scan(View):
    """The camera's view: `symbology` awaited, one hint at a time, seconds left. The widget pulls frames from the Eye."""

    FIELDS = COMMON + ("symbology", "hint", "seconds")
    symbology: str = "qr"
    hint: Say = NOTHING
    seconds: int = 30


class Facts4(View):
    """Three or four rows of facts with their source; the last may warn. With `grid` the rows are cells of a grid."""

    FIELDS = COMMON + ("sub", "rows", "grid")
    sub: Say = NOTHING
    rows: "tuple[Row, ...]" = ()
    grid: bool = False


class Choose(View):
    """Ticks in rows and chips of context; the primary action holds the live total. A touch answers the row's `answer`."""

    FIELDS = COMMON + ("sub", "rows", "chips")
    sub: Say = NOTHING
    rows: "tuple[Row, ...]" = ()
    chips: "tuple[Row, ...]" = ()


class Share(Record):
    """A part of a total: its name and cents; `full` parts are drawn full. One with an `answer` may be touched."""

    FIELDS = ("label", "cents", "full", "answer")
    label: Say
    cents: int
    full: bool = True
    answer: str = ""


class Price(View):
    """Lines with their amounts (a touch explains one), total, bar of shares, what is left to pay; a `warning`, whose touch answers
    `advice` when there is more to say of it. `payer` says who pays, and a touch of what is left to pay changes it."""

    FIELDS = COMMON + ("rows", "total", "shares", "rest", "warning", "advice", "payer")
    rows: "tuple[Row, ...]" = ()
    total: int = 0
    shares: "tuple[Share, ...]" = ()
    rest: int = 0
    warning: Say = NOTHING
    advice: str = ""
    payer: "Action | None" = None


class Part(Record):
    """A part of a sum, drawn as long as its `size` (in any unit): hollow when not paid. With an `icon` it begins at a stop
    and the label stands under the stop, else under the part. A last part of size 0 is the stop at the end."""

    FIELDS = ("label", "size", "full", "icon")
    label: Say
    size: int
    full: bool = True
    icon: str = ""


class Explain(View):
    """One line explained: amount, the sum in words, drawn as `parts` and in figures, why, what was not billed and why, its
    article; or a correction: what was sent (`before`), what it becomes (`after`), and `sum` says what happened. A reason with
    an `answer` is something else to do."""

    FIELDS = COMMON + ("sub", "amount", "story", "parts", "sum", "article", "reasons", "before", "after")
    sub: Say = NOTHING
    amount: Say = NOTHING
    story: Say = NOTHING
    parts: "tuple[Part, ...]" = ()
    sum: Say = NOTHING
    article: Say = NOTHING
    reasons: "tuple[Row, ...]" = ()
    before: "Row | None" = None
    after: "Row | None" = None


class Wait(View):
    """Something is under way: thread of steps, seconds until the deadline, which cards must stay, a way out."""

    FIELDS = COMMON + ("sub", "steps", "seconds", "cards", "holds", "rows")
    sub: Say = NOTHING
    steps: "tuple[Step, ...]" = ()
    seconds: int = 20
    cards: "tuple[str, ...]" = ()
    holds: Say = NOTHING
    rows: "tuple[Row, ...]" = ()


class Finished(View):
    """It is done: what, where it is now, what to do with the card, what comes next."""

    FIELDS = COMMON + ("sub", "rows")
    sub: Say = NOTHING
    rows: "tuple[Row, ...]" = ()


class Refuse(View):
    """What happened, what is safe, two steps at most, the number for support; `slot` draws a card at its edge."""

    FIELDS = COMMON + ("sub", "steps", "number", "slot", "tone")
    sub: Say = NOTHING
    steps: "tuple[Say, ...]" = ()
    number: int = 0
    slot: str = ""
    tone: str = "stop"


class Listing(View):
    """Filters with counts, rows of 88: who, what, amount, time left."""

    FIELDS = COMMON + ("filters", "rows", "more")
    filters: "tuple[Row, ...]" = ()
    rows: "tuple[Row, ...]" = ()
    more: int = 0


class Column(Record):
    """One bar of a chart: its label, cents in each part, and whether it is flagged."""

    FIELDS = ("label", "paid", "waiting", "refused")
    label: str
    paid: int
    waiting: int
    refused: int


class Chart(View):
    """Bars full, hollow, flagged; three numbers that are also the legend; `earlier` leads to the bars before."""

    FIELDS = COMMON + ("total", "columns", "legend", "earlier")
    total: int = 0
    columns: "tuple[Column, ...]" = ()
    legend: "tuple[Share, ...]" = ()
    earlier: "Action | None" = None


class Text(View):
    """Something to read (`paragraphs`), or one field to type (`field`) with a keyboard on the screen."""

    FIELDS = COMMON + ("paragraphs", "field", "value")
    paragraphs: "tuple[Say, ...]" = ()
    field: Say = NOTHING
    value: str = ""
