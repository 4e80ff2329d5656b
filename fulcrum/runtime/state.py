"""What the supervisor of a data folder writes down about itself, for `status`, `down` and the next start."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fulcrum.runtime import layout, processes
from fulcrum.runtime.console import say
from fulcrum.runtime.layout import Home
from fulcrum.runtime.processes import Identity

STARTING, READY, STOPPING = "starting", "ready", "stopping"


@dataclass(frozen=True)
class State:
    """One start: its mark, its supervisor, and what it has reached."""

    run: str
    supervisor: Identity
    phase: str
    address: str
    database: str
    children: Mapping[str, Any]


def write(home: Home, state: State) -> None:
    record = {
        "run": state.run,
        "supervisor": state.supervisor.record(),
        "phase": state.phase,
        "address": state.address,
        "database": state.database,
        "children": dict(state.children),
    }
    layout.write_json(home.state_file, record, mode=0o644)


def read(home: Home) -> State | None:
    """The last start's state, whether it still runs or not; None if there was none or it cannot be read."""
    record = layout.read_json(home.state_file) or {}
    supervisor = Identity.from_record(record.get("supervisor"))
    if supervisor is None or not isinstance(record.get("run"), str):
        return None
    return State(
        run=record["run"],
        supervisor=supervisor,
        phase=str(record.get("phase", "")),
        address=str(record.get("address", "")),
        database=str(record.get("database", "")),
        children=record.get("children") or {},
    )


def stop_leftovers(home: Home) -> int:
    """End processes that a killed supervisor of this data folder left running; how many there were.

    Call only while holding the data folder's lock. They are known by the mark of their start.
    """
    last = read(home)
    if last is None:
        return 0
    leftovers = processes.of_run(last.run)
    if leftovers:
        numbers = ", ".join(str(process.pid) for process in leftovers)
        say(f"  ending what an interrupted start left running (process {numbers})")
        processes.end_all(leftovers, patience=10)
    return len(leftovers)
