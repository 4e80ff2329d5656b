"""A small program in the place of Fulcrum, so that the tests of the supervisor are quick: `up` supervises it."""

import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg

from fulcrum.config import cli
from fulcrum.runtime import connections, env
from fulcrum.runtime.programme import Programme
from fulcrum.runtime.supervisor import Supervisor

PART = (sys.executable, "-P", "-m", "tests.runtime.stand_in")


def up() -> int:
    parts = Programme(
        migrate=(*PART, "migrate"), prepare=(*PART, "prepare"), web=(*PART, "web"), worker=(*PART, "worker")
    )
    return cli.plainly(lambda: Supervisor(env.read(), parts).run())


def migrate() -> int:
    with psycopg.connect(connections.owner_url(env.read())) as connection:
        connection.execute("create table if not exists kept (id bigserial primary key, said text not null)")
    return 0


def prepare() -> int:
    if os.environ.get("STAND_IN_FAILS") == "prepare":
        sys.stderr.write("The pack lk has no file regions.csv.\n")
        return 1
    sys.stdout.write("prepared the stand-in\n")
    person = {"name": "Nimali", "role": "officer", "how": "one click"}
    welcome = env.read().home / "run" / "welcome.json"
    welcome.write_text(json.dumps({"people": [person], "try": ["Look around"]}))
    return 0


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        try:
            with psycopg.connect(connections.app_url(env.read()), connect_timeout=2) as connection:
                connection.execute("select count(*) from kept")
            code = 200
        except psycopg.Error:
            code = 503
        self.send_response(code)
        self.end_headers()


def web() -> int:
    if os.environ.get("STAND_IN_FAILS") == "web":
        sys.stderr.write("ImportError: no module named pages\n")
        return 1
    subprocess.Popen([*PART, "worker", str(os.getpid())])  # a web server has processes of its own
    settings = env.read()
    server = http.server.ThreadingHTTPServer((settings.host, settings.port), Pages)
    signal.signal(signal.SIGTERM, lambda number, frame: threading.Thread(target=server.shutdown).start())
    server.serve_forever()
    return 0


def worker() -> int:
    stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stop.append(number))
    parent = int(sys.argv[2]) if len(sys.argv) > 2 else os.getppid()
    while not stop and (os.getppid() == parent or "orphan" in os.environ.get("STAND_IN_FAILS", "")):
        time.sleep(0.05)
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    sys.exit({"up": up, "migrate": migrate, "prepare": prepare, "web": web, "worker": worker}[sys.argv[1]]())
