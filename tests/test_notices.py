"""THIRD_PARTY_NOTICES.md names every package of the lock with its version and its licence."""

from __future__ import annotations

from email.message import Message
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.scripts import script

CHECKOUT = Path(__file__).parent.parent
PAGE = (CHECKOUT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
LOCK = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8")
MAKE = "run `make notices`"


NOTICES = script("docs/notices.py")


def test_the_page_fits_the_lock() -> None:
    known = NOTICES.known_of(PAGE)
    assert NOTICES.document(LOCK, known.get, {}) == PAGE, MAKE


@pytest.mark.parametrize("name", NOTICES.pins(LOCK))
def test_the_licence_is_what_the_installed_package_says(name: str) -> None:
    installed = NOTICES.installed(name)
    if installed is None or version(name) not in NOTICES.pins(LOCK)[name]:
        pytest.skip("not installed here, or in another version")
    assert NOTICES.known_of(PAGE)[name] == installed, MAKE


def test_every_licence_is_known_and_lets_the_program_stay_under_its_own() -> None:
    for name, licence in NOTICES.known_of(PAGE).items():
        assert licence != NOTICES.UNKNOWN, name
        free = [part for part in licence.split(" OR ") if "GPL" not in part and "SSPL" not in part]
        assert free, f"{name}: {licence}"


def metadata(**fields: str) -> Message:
    message = Message()
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    return message


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License_Expression": "MIT", "License": "other"}, "MIT"),
        ({"License": "BSD-3-Clause"}, "BSD-3-Clause"),
        (
            {"License": "Copyright\nall the text", "Classifier": "License :: OSI Approved :: BSD License"},
            "BSD License",
        ),
        ({"Classifier": "Topic :: Text"}, "not said"),
    ],
)
def test_the_licence_is_taken_from_where_the_metadata_have_it(fields: dict, licence: str) -> None:
    assert NOTICES.licence_of(metadata(**fields)) == licence


def test_what_is_not_installed_keeps_what_was_known_of_it() -> None:
    page = NOTICES.document(
        "a==1 ; sys_platform == 'win32' \\\nb==2 \\\nb==3 \\\n", {"b": "MIT"}.get, {"a": "BSD"}
    )
    assert page.endswith("| a | 1 | BSD |\n| b | 2, 3 | MIT |\n")
    assert NOTICES.known_of(page) == {"a": "BSD", "b": "MIT"}
