"""Writes a blueprint as one file (fulcrum.blueprint/1): what is read from it again says the same."""

import re
from collections.abc import Iterable
from typing import Any

import yaml

from fulcrum.units.domain.blueprint import (
    Blueprint,
    Criterion,
    DocumentTemplate,
    Item,
    Names,
    Post,
    Stage,
    Step,
)
from fulcrum.units.domain.blueprint_content import FORMAT

_VERSION = re.compile(r"^version:.*$", re.MULTILINE)


class _Line(dict[str, Any]):
    """A mapping that is written on one line."""


class _Row(list[Any]):
    """A list that is written on one line."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(
    _Line, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)
_Dumper.add_representer(
    _Row, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)
_Dumper.add_representer(
    str,
    lambda dumper, data: dumper.represent_scalar(
        "tag:yaml.org,2002:str", data, style="|" if "\n" in data else None
    ),
)


def to_yaml(blueprint: Blueprint) -> str:
    """The blueprint as a file."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "code": blueprint.code,
        "version": blueprint.version,
        "names": _names(blueprint.names),
        "source": blueprint.source,
        "translations": str(blueprint.translations),
        **({"notes": _names(blueprint.notes)} if blueprint.notes.name_en else {}),
        "review_months": blueprint.review_months,
        "posts": [_post(post) for post in blueprint.posts],
        "combinable": [_Row(sorted(together)) for together in blueprint.combinable],
        "teams": [
            {
                "size": str(team.size),
                "staff_from": team.staff_from,
                "minimum": _Row(team.minimum),
                "full": _Row(team.full),
            }
            for team in blueprint.teams
        ],
        "stages": [_stage(stage) for stage in blueprint.stages],
        "steps": [_step(step) for step in blueprint.steps],
        "rules": [
            _Line(standing=str(rule.standing), cause=str(rule.cause), limit=rule.limit)
            for rule in blueprint.rules
        ],
    }
    for name in ("duties", "services", "indicators", "hand_over"):
        items = _items(getattr(blueprint, name))
        content |= {name: items} if items else {}
    if blueprint.documents:
        content["documents"] = [_document(each) for each in blueprint.documents]
    return _written(content)


def with_version(text: str, version: int) -> str:
    """The same file with another version number; its comments stay."""
    return _VERSION.sub(f"version: {version}", text, count=1)


def _written(content: dict[str, Any]) -> str:
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def _names(names: Names) -> dict[str, str]:
    told = {"en": names.name_en, "si": names.name_si, "ta": names.name_ta}
    return _Line({language: text for language, text in told.items() if text})


def _post(post: Post) -> dict[str, Any]:
    leads = {"leads": "yes"} if post.leads else {}
    return {"code": post.code, **leads, "names": _names(post.names), "purpose": _names(post.purpose)}


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "code": stage.code,
        **({"milestone": str(stage.milestone)} if stage.milestone else {}),
        "names": _names(stage.names),
        **({"amber_days": stage.amber_days} if stage.amber_days else {}),
        "criteria": [_criterion(criterion) for criterion in stage.criteria],
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    counted = {"counted": str(criterion.counted)} if criterion.counted else {}
    evidence = {"evidence": str(criterion.evidence)}
    return {"code": criterion.code, **evidence, **counted, "names": _names(criterion.names)}


def _step(step: Step) -> dict[str, Any]:
    return {
        "code": step.code,
        "stage": step.stage,
        "owner": str(step.owner),
        "days": step.days,
        **({"after": _Row(step.after)} if step.after else {}),
        "names": _names(step.names),
    }


def _items(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [
        {
            "code": item.code,
            **({"posts": _Row(item.posts)} if item.posts else {}),
            **({"unit": item.unit} if item.unit else {}),
            **({"target": item.target} if item.target else {}),
            "names": _names(item.names),
        }
        for item in items
    ]


def _document(document: DocumentTemplate) -> dict[str, Any]:
    body = {"en": document.body.name_en, "si": document.body.name_si, "ta": document.body.name_ta}
    return {
        "code": document.code,
        "names": _names(document.names),
        "body": {language: text for language, text in body.items() if text},
    }
