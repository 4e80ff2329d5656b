"""`fulcrum manage ...`, `load ...` and `translate`: commands that need Django, under the program's own name."""

import os
import sys
from collections.abc import Sequence

import django
from django.core.management import execute_from_command_line

from fulcrum.config import translate

OWN_NAMES = {"load": "load_pack"}


def main(arguments: Sequence[str]) -> int:
    """Run `manage COMMAND ...`, or an own name such as `load ...`; Django ends the process on an error itself."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fulcrum.config.settings")
    name, rest = arguments[0], list(arguments[1:])
    if name == "translate":
        django.setup()
        return translate.main()
    sys.argv[0] = "fulcrum manage"
    execute_from_command_line(["fulcrum", *([OWN_NAMES[name]] if name in OWN_NAMES else []), *rest])
    return 0
