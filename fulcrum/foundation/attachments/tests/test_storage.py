"""Contents are kept once, whole, and for their program's user only."""

import hashlib
import io
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from fulcrum.foundation.attachments.storage import LocalFolder, Stored, TooLargeError

CONTENT = b"what was attached"
HASH = hashlib.sha256(CONTENT).hexdigest()
PUT = """
import signal, sys
from pathlib import Path
from fulcrum.foundation.attachments.storage import LocalFolder
stored = LocalFolder(Path(sys.argv[1])).put(sys.stdin.buffer, most=10**9)
print(stored.sha256, flush=True)
sys.stdin.buffer.read()
signal.pause()
"""


@pytest.fixture
def store(tmp_path):
    return LocalFolder(tmp_path)


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def put(store, content=CONTENT, most=1000):
    return store.put(io.BytesIO(content), most=most)


def tomorrow():
    return datetime.now(UTC) + timedelta(days=1)


def test_a_content_lies_under_its_hash_and_reads_back(store, tmp_path):
    assert put(store) == Stored(HASH, len(CONTENT))

    assert files(tmp_path) == [f"{HASH[:2]}/{HASH[2:4]}/{HASH}"]
    with store.open(HASH) as file:
        assert file.read() == CONTENT


def test_the_same_content_is_kept_once(store, tmp_path):
    put(store)
    put(store)

    assert len(files(tmp_path)) == 1


def test_nobody_else_on_the_machine_may_read_it(store, tmp_path):
    put(store)

    path = tmp_path / HASH[:2] / HASH[2:4] / HASH
    assert [oct(each.stat().st_mode & 0o777) for each in (path, path.parent, path.parent.parent)] == [
        "0o600",
        "0o700",
        "0o700",
    ]


def test_a_stream_that_is_too_long_leaves_nothing(store, tmp_path):
    with pytest.raises(TooLargeError):
        put(store, most=len(CONTENT) - 1)

    assert files(tmp_path) == []
    assert put(store, most=len(CONTENT)).size == len(CONTENT)


def test_a_stream_that_breaks_leaves_nothing(store, tmp_path):
    class Broken(io.BytesIO):
        def read(self, *_):
            raise OSError("the line broke")

    with pytest.raises(OSError, match="the line broke"):
        store.put(Broken(), most=1000)
    assert files(tmp_path) == []


def test_what_is_removed_is_gone_and_removing_it_again_is_no_error(store):
    put(store)
    store.remove(HASH)
    store.remove(HASH)

    assert not store.exists(HASH)
    with pytest.raises(FileNotFoundError):
        store.open(HASH)


@pytest.mark.parametrize("name", ["", "../../secret_key", HASH.upper(), HASH + "0", f"{HASH}\n"])
def test_only_a_hash_leads_to_a_file(store, name):
    with pytest.raises(ValueError, match="is no SHA-256"):
        store.open(name)


def test_contents_are_found_by_their_age_and_a_second_put_renews_it(store, tmp_path):
    put(store)
    [path] = tmp_path.rglob(HASH)
    os.utime(path, (0, 0))
    assert list(store.older_than(datetime.now(UTC) - timedelta(hours=1))) == [HASH]

    put(store)

    assert list(store.older_than(datetime.now(UTC) - timedelta(hours=1))) == []


@pytest.mark.slow
def test_what_was_acknowledged_outlasts_kill_9(tmp_path):
    with writer(tmp_path) as process:
        process.stdin.write(CONTENT)
        process.stdin.close()
        acknowledged = process.stdout.readline().decode().strip()
        process.kill()

    assert acknowledged == HASH
    with LocalFolder(tmp_path).open(HASH) as file:
        assert file.read() == CONTENT


@pytest.mark.slow
def test_kill_9_in_the_middle_leaves_a_draft_that_no_reader_meets_and_that_is_swept(tmp_path):
    with writer(tmp_path) as process:
        process.stdin.write(b"x" * 2_000_000)
        process.stdin.flush()
        while not files(tmp_path):
            assert process.poll() is None
        process.kill()

    store = LocalFolder(tmp_path)
    assert [name.partition("/")[0] for name in files(tmp_path)] == ["incoming"]
    assert list(store.older_than(tomorrow())) == []
    store.forget_drafts(tomorrow())
    assert files(tmp_path) == []


def writer(folder):
    return subprocess.Popen(
        [sys.executable, "-c", PUT, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
