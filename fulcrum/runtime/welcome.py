"""The one block that ends a start: address, people, time taken, what to try first."""

import time

from fulcrum.runtime import layout, letter_fonts
from fulcrum.runtime.env import Env
from fulcrum.runtime.layout import Home

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
EVERYWHERE = ("0.0.0.0", "::", "[::]")  # noqa: S104 (recognised, not listened on)
WIDTH = 78


def address(env: Env) -> str:
    """The address a person on this machine opens. Passkeys and cookies want a name, so loopback is `localhost`."""
    host = "localhost" if env.host in (*LOOPBACK, *EVERYWHERE) else env.host
    return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{env.port}"


def block(home: Home, env: Env, began: float) -> str:
    """The closing lines; `began` is when the person pressed return, in seconds since 1970."""
    told = layout.read_json(home.welcome_file) or {}
    lines = ["", "-" * WIDTH, f"  Fulcrum is ready:  {address(env)}    ({time.time() - began:.1f} s)", ""]
    people = told.get("people") or []
    if people:
        lines.append("  Demonstration people (one click on the sign-in page, no password):")
        width = max(len(str(person["name"])) for person in people)
        lines += [f"    {person['name']:<{width}}   {person['role']}" for person in people]
        if env.host not in LOOPBACK:
            lines.append(
                "    Anyone who reaches this address can sign in as them: FULCRUM_DEMONSTRATION=0 ends it."
            )
        lines.append("")
    if env.second_factor == "relaxed":
        lines += [
            "  WARNING: nobody is asked for a second factor, not even staff and auditors.",
            "    FULCRUM_SECOND_FACTOR=required asks for it.",
            "",
        ]
    if letter_fonts.missing():
        lines += [
            "  WARNING: letters cannot be made, since their fonts are missing.",
            f"    {letter_fonts.REMEDY}",
            "",
        ]
    for number, hint in enumerate(told.get("try") or [], start=1):
        lines += ["  Try first:"] if number == 1 else []
        lines.append(f"    {number}. {hint}")
    lines += ["", f"  Data: {home.path}    Stop: Ctrl-C", "-" * WIDTH]
    return "\n".join(lines)
