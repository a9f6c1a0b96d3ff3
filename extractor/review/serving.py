"""Serving: the application over a socket, until somebody ends it."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser

from starlette.types import ASGIApp

from extractor.errors import UsageError
from extractor.review.room import Room

_LONGEST_HEAD = 32 * 1024


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises UsageError where it cannot, and says what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    own = socket.socket(family, socket.SOCK_STREAM)
    try:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.bind((host, port))
    except (OSError, OverflowError) as error:
        own.close()
        why = getattr(error, "strerror", None) or str(error)
        message = f"cannot listen at {host} port {port}: {why}; give another --port (0 takes a free one)"
        raise UsageError(message) from error
    return own


def serve(app: ASGIApp, own: socket.socket, room: Room, address: str, *, browser: bool) -> None:
    """Answers requests until the process is told to end; then the store is closed."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        http="h11",
        ws="none",
        lifespan="off",
        limit_concurrency=200,
        timeout_keep_alive=30,
    )
    server = uvicorn.Server(config)
    threading.Thread(target=_warm, args=(room,), daemon=True).start()
    if browser:
        threading.Timer(0.6, _open, (address,)).start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[own])
    finally:
        room.shelf.close()


def _warm(room: Room) -> None:
    """Counts the store and loads the extractor, so that the first page need not wait for it."""
    with contextlib.suppress(Exception):
        with room.shelf.reading() as base:
            room.progress(base)
            room.ledger(base)
            room.open_of_kinds(base)
            room.agreement()
        room.drawer.open().reads.quantities("1人")


def _open(address: str) -> None:
    with contextlib.suppress(webbrowser.Error):
        webbrowser.open(address)
