"""What a browser does as far as it is measured: cookies, gzip, one kept connection, the files a page names."""

import gzip
import http.client
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

from benchmarks.program import MeasurementError

SIGN_IN = "/sign-in/"
IDLE_FOR = 2.0
_STYLE = re.compile(r"""<link\b[^>]*\brel=["']?stylesheet["']?[^>]*>""")
_SCRIPT = re.compile(r"""<script\b[^>]*\bsrc=["']([^"']+)""")
_HREF = re.compile(r"""\bhref=["']([^"']+)""")


@dataclass(frozen=True)
class Answer:
    """One answer: the page, its bytes over the wire without headers, and how long the client waited for them."""

    status: int
    headers: dict[str, str]
    text: str
    wire_bytes: int
    seconds: float

    def styles(self) -> list[str]:
        """Addresses of the style sheets that the page loads."""
        return [found[1] for tag in _STYLE.findall(self.text) if (found := _HREF.search(tag))]

    def scripts(self) -> list[str]:
        """Addresses of the scripts that the page loads."""
        return _SCRIPT.findall(self.text)


class Browser:
    """A reader at the program on this port of the same machine, in one language."""

    def __init__(self, port: int, language: str = "en") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self._language = language
        self._last_used = time.monotonic()

    def get(self, path: str) -> Answer:
        """Ask for a page. Raises MeasurementError unless it answers 200."""
        answer = self._ask("GET", path, None)
        if answer.status != 200:
            raise MeasurementError(f"{path} answers {answer.status}")
        return answer

    def sign_in_as_first_of_the_demonstration(self) -> None:
        """Take the first open door of the sign-in page: the programme officer. Raises MeasurementError if there is none."""
        page = self.get(SIGN_IN)
        door = re.search(r'action="([^"]*/demonstration/\d+/)"', page.text)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        if not (door and token):
            raise MeasurementError("the sign-in page offers no demonstration person")
        answer = self._ask("POST", door[1], {"csrfmiddlewaretoken": token[1]})
        if answer.status != 302:
            raise MeasurementError(f"{door[1]} answers {answer.status}")

    def whole_page_bytes(self, path: str) -> tuple[int, int]:
        """Bytes over the wire of the document alone, and with its style sheets and scripts; fonts are not counted."""
        page = self.get(path)
        files = {urljoin(path, address) for address in (*page.styles(), *page.scripts())}
        return page.wire_bytes, page.wire_bytes + sum(self.get(file).wire_bytes for file in sorted(files))

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, form: dict[str, str] | None) -> Answer:
        headers = {
            "Accept-Encoding": "gzip",
            "Accept-Language": self._language,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        body = None
        if form is not None:
            body = urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        if time.monotonic() - self._last_used > IDLE_FOR:
            self._connection.close()  # the server closes idle connections; the next request opens one
        began = time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        raw = response.read()
        seconds = time.perf_counter() - began
        self._last_used = time.monotonic()
        self._keep_cookies(response)
        plain = gzip.decompress(raw) if response.headers.get("Content-Encoding") == "gzip" else raw
        return Answer(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            plain.decode(errors="replace"),
            len(raw),
            seconds,
        )

    def _keep_cookies(self, response: http.client.HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
