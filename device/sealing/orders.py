"""Which act of the request, hence which prescription and which agreement, stands behind each line of a priced invoice."""

from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Line = dict[str, Any]
    Order = tuple[str, dict[str, Any]]


def orders(request: "dict[str, Any]", lines: "list[Line]") -> "list[Order]":
    """For each line the id of its prescription (empty when there is none) and the agreement asked for it (empty map when none).

    Lines come in the order of the visits (pricing contract, section 2): a line takes the first act of its date that has its id and
    is not used up. A forfait takes the first act of its date; travel and majorations follow the line before them. SEAL_FACTS when
    a line's day is none of the request's.
    """
    default = request["prescriptions"][0]["id"] if request.get("prescriptions") else ""
    acts = [(visit["date"], act) for visit in request["visits"] for act in visit["acts"]]
    left = [act.get("qty", 1) for _day, act in acts]
    found: list[Order] = []
    for line in lines:
        if not line["act"] and found:
            found.append((found[-1][0], {}))
            continue
        act = _taken(acts, left, line)
        found.append((act.get("rx", default), act.get("prior_agreement", {})))
    return found


def _taken(acts: "list[tuple[str, dict[str, Any]]]", left: "list[int]", line: "Line") -> "dict[str, Any]":
    same_day = [index for index, (day, _act) in enumerate(acts) if day == line["date"]]
    same_act = [index for index in same_day if acts[index][1]["act"] == line["act"]]
    for index in same_act:
        if left[index] > 0:
            left[index] -= 1
            return acts[index][1]
    for index in same_act + same_day:
        return acts[index][1]
    raise Refusal("SEAL_FACTS", value="request")
