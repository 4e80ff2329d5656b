"""Every address of the program, tried with every planted key, and the answers as somebody gets them."""

import io
import re
import zipfile
from datetime import timedelta
from itertools import product

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from fulcrum.foundation.api.services import tokens
from tests.leaks import planted_units
from tests.leaks.cast import HEAD_KEY, KEY
from tests.leaks.planted import DOCUMENTS
from tests.leaks.words import SOUGHT

VALUES = {
    "pk": [KEY],
    "number": [KEY],
    "key": list(DOCUMENTS),
    "slug": ["hosp-a"],
    "step": [1],
    "year": [2026],
    "month": [planted_units.PLANTED_MONTH],
    "code": ["LK-11"],
    "uid": ["MQ"],
    "token": ["not-ours"],
    "form": ["csv", "xlsx"],
    "kind": ["csv"],
    "object_id": [KEY],
    "what": ["merge"],
    "criterion": ["ict_staff"],
    "stage": [planted_units.PLANTED_STAGE],
    "version": [1],
    "other": [1],
}
"""What a part of an address is tried with, by its name; by the name of the address as well where that is needed."""
OF_PEOPLE = ["person", "correct_person", "person_rights", "appoint", "invite", "leave", "tell_apart"]
OF_APPOINTMENTS = ["appointment", "end_appointment", "lend_appointment"]
OF_STEPS = ["step_done", "step_open", "step_left_out"]
OF_MODELS = ["blueprint", "blueprint_file", "blueprint_difference", "next_blueprint", "change_blueprint"]
OF_MODELS += ["publish_blueprint", "discard_blueprint", "adopt"]
OF_THE_ADDRESS = {
    ("web:language", "language"): ["en"],
    ("audit:of_object", "kind"): [
        "registry.ciientry",
        "registry.person",
        "registry.appointment",
        "registry.proposal",
        "registry.importrun",
        "units.unit",
        "allocation.offer",
    ],
    ("attachments:file", "key"): [*DOCUMENTS, *planted_units.DOCUMENTS],
    ("attachments:remove", "key"): [*DOCUMENTS, *planted_units.DOCUMENTS],
    ("registry:import_template", "kind"): ["organisations"],
    ("registry:organisations_export", "form"): ["csv", "xlsx", "load"],
    **{(f"registry:{name}", "pk"): [KEY, HEAD_KEY] for name in (*OF_PEOPLE, *OF_APPOINTMENTS)},
    **{(f"units:{name}", "code"): [planted_units.PLANTED_STEP] for name in OF_STEPS},
    **{(f"units:{name}", "code"): ["dtu"] for name in OF_MODELS},
    ("units:stand_in", "code"): ["LD"],
    ("units:evidence", "criterion"): [planted_units.OF_STAGE],
    ("units:ask_difference", "kind"): ["post_left_out"],
}
ASKED = {
    "search": SOUGHT,
    "person": SOUGHT,
    "role": "unit_member",
    "organisation": "hosp-a",
    "place": "hosp-a",
    "search_text": SOUGHT,
    "readings": "1",
    "ended": "1",
    "state": "failed",
    "show": "unread",
}
"""Fields by which lists are narrowed, all told at once; a list passes over those that it has not."""
NOT_WALKED = {"signin:demonstration", "web:language"}
"""They change who walks, or in which language."""
WITHOUT_LISTS = re.compile(r"web:(?!work)|signin:|api_guide:")
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|request:\w+|\b[0-9a-f]{12}\b|\b\d\d:\d\d\b|class="secret">[^<]+'
    r"|data:image/svg\+xml;base64,[\w+/=]+|otpauth:[^\"]+|<dcterms:\w+[^>]*>[^<]*"
)
"""What differs between two answers to the same question."""


def url_names(resolver=None, namespace=""):
    """Every address of the program by its name, with the names of its parts."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", tuple(pattern.pattern.converters)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from url_names(pattern, inner)


def addresses():
    """(name, path, is_list) of every address with every planted key. Raises KeyError for a part that has no value.

    A list has no key in its address; it may be narrowed.
    """
    for name, parts in url_names():
        told = [OF_THE_ADDRESS.get((name, part)) or VALUES[part] for part in parts]
        for each in product(*told):
            yield name, reverse(name, kwargs=dict(zip(parts, each, strict=True))), set(parts) <= {"form"}


def let_in(user):
    """A browser in which this person is signed in, and a token of theirs; a visitor has neither."""
    if user is None:
        return Client(), {}
    client = Client()
    client.force_login(user)
    lasts = timedelta(days=1)
    _token, text = tokens.make(name="walk", scope="read", lasts=lasts, by=user, at=timezone.now())
    tokens.used(text, at=timezone.now())
    return client, {"Authorization": f"Bearer {text}"}


def answers_to(client, token):
    """Each answer that this browser and token get, by what was asked; as text, without what changes by itself."""
    found = {}
    for name, path, is_list in addresses():
        if name in NOT_WALKED:
            continue
        by_token = token if name.startswith("api:") else {}
        found[f"GET {path}"] = _told(client.get(path, headers=by_token))
        if is_list and not WITHOUT_LISTS.match(name):
            found[f"GET {path} narrowed"] = _told(client.get(path, ASKED, headers=by_token))
        if str(KEY) in path:
            found[f"POST {path}"] = _told(client.post(path))
    return found


def _told(response):
    content = b"".join(response) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in sorted(book.namelist()))
    text = content.decode("utf-8", "replace")
    return f"{response.status_code} {response.get('Location', '')}\n{CHANGING.sub('', text)}"
