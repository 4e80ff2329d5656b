"""The text of the next need model: the newest one with the agreed values of a day, and nothing else changed."""

import re
from datetime import date

_VERSION = re.compile(r"^version:.*$", re.MULTILINE)
_PUBLISHED = re.compile(r"^published_on:.*$", re.MULTILINE)
_UNTIL = re.compile(r"^agreed_until:.*\n", re.MULTILINE)
_HEADING = re.compile(r"^# Need model, version \d+\.")
_TITLE = re.compile(r"^title:.*$", re.MULTILINE)


def next_text(newest: str, version: int, on: date) -> str:
    """The content of `version`, published on `on` and taking what is agreed until then.

    newest   a sound need model; criteria, weights, anchors and rules stay letter by letter as they are
    Raises ValueError if the newest model is not written line by line, as the shipped one is.
    """
    text = _HEADING.sub(f"# Need model, version {version}.", _UNTIL.sub("", newest))
    if not (_VERSION.search(text) and _PUBLISHED.search(text)):
        raise ValueError("the newest need model has no lines version: and published_on:")
    text = _VERSION.sub(f"version: {version}", text, count=1)
    text = _PUBLISHED.sub(f"published_on: {on}\nagreed_until: {on}", text, count=1)
    title = (
        f"title: Need for a Digital Transformation Unit, from published facts and values agreed until {on}"
    )
    return _TITLE.sub(title, text, count=1)
