"""A second opinion, written on purpose in another way: article 11 B by trying every choice, kilometres one by one."""

from itertools import permutations

# act_id: (coefficient in hundredths, kind). Only what article 11 B needs to know; March 2026.
PLAIN, SAMPLE, INSULIN, VACCINE = "plain", "sample", "insulin", "vaccine"
ACTS = {
    "inf.sample.venous": (150, SAMPLE),
    "inf.bloodletting": (500, PLAIN),
    "inf.injection.iv": (200, PLAIN),
    "inf.injection.sc": (100, PLAIN),
    "inf.injection.allergen": (300, PLAIN),
    "inf.vaccination.prescribed": (240, VACCINE),
    "inf.dressing.stoma": (300, PLAIN),
    "inf.dressing.simple": (200, PLAIN),
    "inf.stitches.over_ten": (400, PLAIN),
    "inf.feeding.enteral": (300, PLAIN),
    "inf.respiratory.aerosol": (150, PLAIN),
    "inf.urinary.bladder_wash": (125, PLAIN),
    "inf.skin.tuberculin_test": (50, PLAIN),
    "inf.dressing.heavy.packing": (400, PLAIN),
    "inf.cancer.injection.chemo": (700, PLAIN),
    "inf.insulin.watch": (100, INSULIN),
    "inf.insulin.injection": (100, INSULIN),
    "inf.insulin.analgesia": (110, INSULIN),
}
ORDER = list(ACTS)


def rates(acts: list[str], third: str = "drop", family: str = "sum", at_home: bool = True) -> list[tuple[str, int]]:
    """Act and rate of each act that article 11 B lets bill, sorted: the first of all orders of the units that falls
    in worth, then rises in size, then follows the table."""
    ranked = (PLAIN,) if at_home else (PLAIN, VACCINE)
    billed = [(name, 100) for name in acts if ACTS[name][1] not in (*ranked, INSULIN)]
    insulin = tuple(name for name in acts if ACTS[name][1] == INSULIN)
    units = [(name,) for name in acts if ACTS[name][1] in ranked] + ([insulin] if insulin else [])
    for order in permutations(units):
        if all(_before(one, other, family) for one, other in zip(order, order[1:], strict=False)):
            break
    for position, unit in enumerate(order):
        if position == 0:
            billed += [(name, 100) for name in unit]
        elif position == 1 and not (third == "drop" and any(ACTS[name][1] == SAMPLE for name in acts)):
            billed += [(name, 50) for name in unit]
    return sorted(billed)


def _before(one: tuple[str, ...], other: tuple[str, ...], family: str) -> bool:
    def weighed(unit: tuple[str, ...]) -> tuple[int, int, int]:
        worths = [ACTS[name][0] for name in unit]
        return -(sum(worths) if family == "sum" else max(worths)), len(unit), min(ORDER.index(name) for name in unit)

    return weighed(one) <= weighed(other)


def cents(acts: list[tuple[str, int]], unit_price: int) -> int:
    """The amount, each act rounded half up by itself."""
    total = 0
    for name, rate in acts:
        ten_thousandths = ACTS[name][0] * rate * unit_price
        euros_cents, rest = divmod(ten_thousandths, 10000)
        total += euros_cents + (1 if rest >= 5000 else 0)
    return total


def kilometres(visits: list[tuple[int, str]]) -> list[list[tuple[int, int]]]:
    """For each visit of a nurse's day (metres one way, terrain): the kilometres billed at each rate, walked one by one."""
    walked = 0
    found = []
    for metres, terrain in visits:
        free = 2000 if terrain == "plain" else 1000
        counts = {100: 0, 50: 0, 0: 0}
        left = 2 * metres - 2 * free
        while left >= 1000:
            left -= 1000
            walked += 1
            counts[100 if walked < 300 else 50 if walked < 400 else 0] += 1
        found.append([(rate, counts[rate]) for rate in (100, 50) if counts[rate]])
    return found
