"""The whole program on an empty data folder, started as a person would, and a real browser to use it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
LONGEST_START = 180
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The address of the running program."""
    home = tmp_path_factory.mktemp("program") / "home"
    port = _free_port()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FULCRUM_", "DATABASE_URL", "DJANGO_"))
    }
    environ = {**kept, "FULCRUM_HOME": str(home), "FULCRUM_PORT": str(port), "FULCRUM_LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-P", "-m", "fulcrum.config.cli"]
    log = (tmp_path_factory.getbasetemp() / "program.log").open("w+")
    program = subprocess.Popen([*command, "up"], cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://localhost:{port}/ready", program, log)
        yield f"http://localhost:{port}"
    finally:
        program.terminate()
        program.wait(60)
        log.close()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(url, program, log):
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        if program.poll() is not None:
            log.seek(0)
            pytest.fail(f"the program ended with {program.returncode}:\n{log.read()}")
        try:
            with urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    log.seek(0)
    pytest.fail(f"the program was not ready after {LONGEST_START} s:\n{log.read()}")


@pytest.fixture(scope="session")
def browser():
    """Chromium: the one the set-up found."""
    program = os.environ.get("FULCRUM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.fail("no Chromium was found; `make test` installs one, or name it in FULCRUM_CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, address):
    """Make a page: language, width, colour scheme, with or without JavaScript. Console errors fail the test."""
    contexts, complaints = [], []

    def make(language="en", width=1366, height=768, scheme="light", javascript=True):
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": address}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    unexpected = [text for text in complaints if "status of 4" not in text]
    assert unexpected == [], "the browser's console complains"


@pytest.fixture
def sign_in(new_page):
    """Sign in by the one click of the demonstration; returns the page on the tour."""

    def enter(name, **options):
        page = new_page(**options)
        page.goto("/sign-in/")
        page.get_by_role("button", name=name).click()
        page.wait_for_url("**/tour/1/")
        return page

    return enter
