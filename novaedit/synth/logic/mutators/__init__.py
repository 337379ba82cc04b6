"""All mutators of logic, by name."""

from __future__ import annotations

from novaedit.synth.injector import Injector
from novaedit.synth.logic.mutators import bounds, calls, comparisons, flow, operators, values, variables

MUTATORS: dict[str, Injector] = {
    mutator.name: mutator
    for part in (comparisons, bounds, operators, values, variables, calls, flow)
    for mutator in part.MUTATORS
}
