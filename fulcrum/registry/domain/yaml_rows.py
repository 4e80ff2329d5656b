"""YAML read as text with line numbers, so that a wrong value is told with its line like a cell with its row.

Every scalar stays the text that was written: `08:30` is no number of seconds and `no` is no truth value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from fulcrum.registry.domain.cells import Read
from fulcrum.registry.domain.row_errors import CellError, ErrorList

LARGEST = 1024 * 1024


class _Loader(yaml.BaseLoader):
    """Mappings remember the line they begin in; anchors are not read, so that a small file stays small."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        found = super().construct_mapping(node, deep=True)
        if len(found) < len(node.value):
            raise yaml.MarkedYAMLError(problem="a name stands twice", problem_mark=node.start_mark)
        return _Lined(found, node.start_mark.line + 1)

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="an alias", problem_mark=self.get_mark())
        return super().compose_node(parent, index)


def _construct(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    return loader.construct_mapping(node)


_Loader.add_constructor("tag:yaml.org,2002:map", _construct)


class _Lined(dict[Any, Any]):
    def __init__(self, values: Mapping[Any, Any], line: int) -> None:
        super().__init__(values)
        self.line = line


@dataclass(frozen=True)
class Entry:
    """One mapping of the file: its names with their values, its line, and where faults are told."""

    file: str
    values: Mapping[str, Any]
    line: int
    errors: ErrorList

    def fault(self, name: str, code: str, value: object = "", **facts: str | int) -> None:
        self.errors.add(self.file, self.line, name, str(value), code, **facts)

    def only(self, *known: str) -> None:
        """Tell every name that is not among these."""
        for name in self.values:
            if name not in known:
                self.fault(str(name), "name_not_known", name, allowed=", ".join(known))

    def read(self, name: str, reader: Read, *, required: bool = True) -> Any:
        """The value as `reader` gives it; None if it is wrong, what the reader makes of "" if it is not there."""
        value = self.values.get(name, "")
        if not isinstance(value, str):
            self.fault(name, "not_a_text")
            return None
        if required and not value.strip():
            self.fault(name, "required")
            return None
        try:
            return reader(value)
        except CellError as problem:
            self.fault(name, problem.code, value, **problem.facts)
            return None

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        value = self.values.get(name, [])
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            self.fault(name, "not_a_list")
            return ()
        return tuple(each for each in found if each)

    def entries(self, name: str, *, required: bool = True) -> list["Entry"]:
        """A list of mappings."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, _Lined) for each in value):
            self.fault(name, "not_a_list")
            return []
        if required and not value:
            self.fault(name, "required")
        return [Entry(self.file, each, each.line, self.errors) for each in value]

    def entry(self, name: str) -> "Entry":
        """A mapping inside this one; an empty one if it is missing, which is told."""
        value = self.values.get(name)
        if not isinstance(value, _Lined):
            self.fault(name, "required")
            return Entry(self.file, {}, self.line, self.errors)
        return Entry(self.file, value, value.line, self.errors)

    def items(self) -> Iterator[tuple[str, "Entry"]]:
        """The mappings inside this one by their names."""
        for name in self.values:
            yield str(name), self.entry(name)


def document(file: str, text: str, errors: ErrorList) -> Entry | None:
    """The mapping that a YAML text holds; None if it holds none, which is told."""
    if len(text) > LARGEST:
        errors.add(file, 0, "", "", "file_too_large", size=len(text), largest=LARGEST)
        return None
    try:
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 - a BaseLoader: it makes nothing but texts
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = " ".join(str(getattr(error, "problem", "") or "").split())[:200]
        errors.add(file, mark.line + 1 if mark else 0, "", "", "not_yaml", reason=reason)
        return None
    if not isinstance(content, _Lined):
        errors.add(file, 0, "", "", "not_a_mapping")
        return None
    return Entry(file, content, content.line, errors)
