"""Measures the time from saving a note until its new page is served."""

import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager

from corpus import Corpus, write
from measuring import RunFailed, environment


def time_edits(contender, corpus: Corpus, edits: int) -> list[float]:
    """Returns the seconds of several edits, each of another note."""
    port = free_port()
    with server(contender, port) as alive:
        fetch_until(port, address(contender, corpus, 0), b"", alive, limit=900)
        times = []
        for edit in range(edits):
            time.sleep(1)  # Until the last edit and its clean-up are complete.
            note, revision = edit * corpus.count // edits, 1000 + edit
            text, path = corpus.note(note, revision), contender.content / corpus.path(note)
            start = time.perf_counter()
            write(str(path), text)
            page = address(contender, corpus, note)
            fetch_until(port, page, b"marker%dx" % revision, alive, limit=300)
            times.append(round(time.perf_counter() - start, 4))
            write(str(path), corpus.note(note))
            fetch_until(port, page, b"", alive, limit=300, without=b"marker%dx" % revision)
        return times


@contextmanager
def server(contender, port: int):
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            contender.serve(port), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env=environment(contender.folder), start_new_session=True)

        def alive() -> None:
            if process.poll() is not None:
                log.seek(0)
                text = log.read().decode(errors="replace")[:3000]
                raise RunFailed(f"{contender.name}'s server ended:\n{text}")

        try:
            yield alive
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def fetch_until(port, path, expected, alive, limit, without=None) -> None:
    """Polls every two milliseconds on one connection while it stays open."""
    deadline = time.monotonic() + limit
    connection = None
    while time.monotonic() < deadline:
        try:
            if connection is None:
                alive()
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            if response.status == 200 and expected in body and not (without and without in body):
                connection.close()
                return
        except (OSError, http.client.HTTPException):
            if connection:
                connection.close()
            connection = None
            time.sleep(0.02)
        time.sleep(0.002)
    raise RunFailed(f"{path} was not as expected within {limit} s")


def address(contender, corpus: Corpus, note: int) -> str:
    return "/" + contender.page(corpus.path(note).removesuffix(".md")).removesuffix("index.html")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
