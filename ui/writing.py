"""How money, days, times and numbers are written in French and English."""

import re
from collections.abc import Callable
from typing import Any

from device.base.dates import date_of, weekday

NBSP = "\u00a0"
# A place in the nomenclature: part, or title and chapter, then the article.
_ARTICLE = re.compile(r"^(I{1,2}|[IVX]+(?= ch\.))(?: ch\.([IVX]+))? art\.(.+)$")
_BOUND = re.compile(r" (?=[:;?%€»])|(?<=«) ")
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_UNITS = {
    "fr": {"day": "jour", "month": "mois", "year": "an"},
    "en": {"day": "day", "month": "month", "year": "year"},
}


class Writing:
    """The forms in which a fact may be written: `form(name)` gives the function of one, by the name of a fact kind or of a
    form asked for in a sentence (`{cents:bare}`)."""

    def __init__(self, language: str) -> None:
        self._language = language

    def form(self, name: str) -> Callable[[Any], str]:
        """The function that writes a value in that form. Raises AttributeError for a form that does not exist."""
        writer: Callable[[Any], str] = getattr(self, "write_" + name)
        return writer

    def bound(self, sentence: str) -> str:
        """A sentence with no-break spaces where French wants them: before `:`, `?`, `%` and the like."""
        return _BOUND.sub(NBSP, sentence) if self._language == "fr" else sentence

    def plural(self, count: int) -> int:
        """0 for the singular, 1 for the plural: French says "0 facture", English "0 invoices"."""
        if self._language == "fr":
            return int(abs(count) >= 2)
        return int(abs(count) != 1)

    def write_text(self, value: Any) -> str:
        """As it is, without the star that would mean bold."""
        return str(value).replace("*", "")

    write_place = write_code = write_text

    def write_told(self, value: tuple[str, str]) -> str:
        """A sentence that a table has in French and in English."""
        return self.bound(self.write_text(value[self._language == "en"]))

    def write_articles(self, value: Any) -> str:
        """Places in the nomenclature, `I art.13 C, XVI ch.I art.12`: `1re partie, article 13 C ; titre XVI, chapitre I, article 12`."""
        between = NBSP + "; " if self._language == "fr" else "; "
        return between.join(_ARTICLE.sub(self._article, each) for each in self.write_text(value).split(", "))

    def _article(self, found: re.Match[str]) -> str:
        title, chapter, article = found.groups()
        french = self._language == "fr"
        if chapter:
            place = f"titre {title}, chapitre {chapter}" if french else f"title {title}, chapter {chapter}"
        else:
            place = ("1re partie" if title == "I" else "2e partie") if french else f"part {len(title)}"
        return f"{place}, article{NBSP}{article}"

    def write_identity(self, value: Any) -> str:
        """A name, in small letters where a card gives capitals; a social security number masked but for what identifies:
        `2 42 05 29 … 41`."""
        text = self.write_text(value)
        if len(text) in (13, 15) and text[:5].isdigit():
            return NBSP.join((text[0], text[1:3], text[3:5], text[5:7], "…", text[-2:]))
        return text.title() if text.isupper() else text

    def write_secret(self, _value: Any) -> str:
        """Never shown."""
        return "•••"

    def write_count(self, value: int) -> str:
        """A whole number in groups of three: `12 408`."""
        return f"{value:,}".replace(",", NBSP if self._language == "fr" else ",")

    def write_cents(self, value: int) -> str:
        """`38,13 €`, or `€38.13` in English."""
        return self.write_bare(value) + NBSP + "€" if self._language == "fr" else "€" + self.write_bare(value)

    def write_bare(self, value: int) -> str:
        """Euros without the sign, for a column headed in euros: `4 812,40`."""
        sign, (euros, cents) = "−" if value < 0 else "", divmod(abs(value), 100)
        return f"{sign}{self.write_count(euros)}{',' if self._language == 'fr' else '.'}{cents:02d}"

    def write_percent(self, value: int) -> str:
        """`60 %`."""
        return f"{value}{NBSP}%" if self._language == "fr" else f"{value}%"

    def write_coefficient(self, value: int) -> str:
        """A coefficient given in hundredths: `1,5`."""
        whole, rest = divmod(value, 100)
        if not rest:
            return str(whole)
        return f"{whole}{',' if self._language == 'fr' else '.'}{f'{rest:02d}'.rstrip('0')}"

    def write_km(self, value: int) -> str:
        """`13 km`."""
        return f"{value}{NBSP}km"

    def write_minute(self, value: int) -> str:
        """A minute of the day as `10:50`."""
        return f"{value // 60:02d}:{value % 60:02d}"

    def write_days(self, value: int) -> str:
        """`2 jours`."""
        return self._measure(value, "day")

    def write_short_days(self, value: int) -> str:
        """`2 j`, for the top bar."""
        return f"{value}{NBSP}{'j' if self._language == 'fr' else 'd'}"

    def write_age(self, value: int) -> str:
        """An age in days, in its largest unit: `7 mois`."""
        for unit, days in (("year", 365), ("month", 30)):
            if value >= 2 * days:
                return self._measure(value // days, unit)
        return self._measure(value, "day")

    def write_ago(self, value: int) -> str:
        """An age in days as a moment: `il y a 7 mois`, `aujourd'hui`, `hier`."""
        near = {"fr": ("aujourd’hui", "hier"), "en": ("today", "yesterday")}[self._language]
        if value < len(near):
            return near[value]
        return f"il y a {self.write_age(value)}" if self._language == "fr" else f"{self.write_age(value)} ago"

    def write_since(self, value: int) -> str:
        """An age in days as a beginning: `depuis 2 jours`, `depuis aujourd’hui`."""
        if not value:
            return {"fr": "depuis aujourd’hui", "en": "since today"}[self._language]
        return f"depuis {self.write_days(value)}" if self._language == "fr" else f"for {self.write_days(value)}"

    def write_day(self, value: int) -> str:
        """A day near now: `samedi 24`."""
        return f"{_DAYS[self._language][weekday(value)]}{NBSP}{date_of(value)[2]}"

    def write_date(self, value: int) -> str:
        """A day of any year: `4 mai 1942`."""
        return f"{self.write_short(value)}{NBSP}{date_of(value)[0]}"

    def write_short(self, value: int) -> str:
        """A day of this year: `18 octobre`; the first of a month is `1er` in French."""
        _, month, day = date_of(value)
        first = "1er" if day == 1 and self._language == "fr" else str(day)
        return f"{first}{NBSP}{_MONTHS[self._language][month - 1]}"

    def write_figures(self, value: int) -> str:
        """A day of this year where there is little room: `18/10`."""
        _, month, day = date_of(value)
        return f"{day:02d}/{month:02d}"

    def write_month(self, value: int) -> str:
        """The month of a day: `octobre`."""
        return _MONTHS[self._language][date_of(value)[1] - 1]

    def write_month_title(self, value: int) -> str:
        """The month of a day as a title: `Octobre`."""
        month = self.write_month(value)
        return month[0].upper() + month[1:]

    def _measure(self, value: int, unit: str) -> str:
        name = _UNITS[self._language][unit]
        plural = "s" if self.plural(value) and not name.endswith("s") else ""
        return f"{self.write_count(value)}{NBSP}{name}{plural}"
