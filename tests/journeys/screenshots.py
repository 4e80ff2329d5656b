"""Make the pictures of the README anew: `make screenshots`."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys import program

FOLDER = program.ROOT / "docs" / "pictures"


@dataclass(frozen=True)
class Picture:
    """One picture: where, for whom, on which screen."""

    name: str
    path: str
    language: str = "en"
    scheme: str = "light"
    width: int = 1366
    height: int = 768
    signed_in: bool = False


PICTURES = (
    Picture("home", "/"),
    Picture("why", "/plan/why/divsec-8112/", scheme="dark"),
    Picture("scenario", "/scenarios/new/", signed_in=True),
    Picture("home-sinhala", "/", language="si", width=390, height=844),
    Picture("organisation-tamil", "/organisations/dsec-41/", language="ta", width=390, height=844),
    Picture("districts", "/districts/", scheme="dark", width=390, height=844),
)


def take(browser: Any, address: str, picture: Picture) -> Path:
    """Take one picture of the running program."""
    context = program.open_context(
        browser,
        address,
        language=picture.language,
        width=picture.width,
        height=picture.height,
        scheme=picture.scheme,
    )
    page = context.new_page()
    if picture.signed_in:
        page.goto("/sign-in/")
        page.locator(".chair button").first.click()
    page.goto(picture.path)
    page.evaluate("document.fonts.ready")
    target = FOLDER / f"{picture.name}.png"
    page.screenshot(path=target)
    context.close()
    return target


def main() -> int:
    """Start the program, take every picture, stop it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        program.running() as address,
        program.chromium() as browser,
    ):
        for picture in PICTURES:
            sys.stdout.write(f"{take(browser, address, picture).relative_to(program.ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
