"""What others wrote and we ship: exactly the file that they published, with its licence beside it."""

from hashlib import sha256
from importlib.resources import files

STATIC = files("extractor.review").joinpath("static")


def test_htmx_is_the_published_file_of_version_2_0_11():
    content = STATIC.joinpath("htmx.min.js").read_bytes()
    assert sha256(content).hexdigest() == "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
    assert b'version:"2.0.11"' in content


def test_the_licence_of_htmx_stands_beside_it():
    assert "Zero-Clause BSD" in STATIC.joinpath("htmx-LICENSE.txt").read_text(encoding="utf-8")


def test_our_own_scripts_evaluate_no_text_and_fetch_from_this_server_only():
    for name in ("theme.js", "review.js", "picking.js", "cues.js"):
        text = STATIC.joinpath(name).read_text(encoding="utf-8")
        for word in (
            "eval(",
            "Function(",
            "innerHTML =",
            "outerHTML =",
            "insertAdjacentHTML",
            "document.write",
            "://",
        ):
            assert word not in text, (name, word)
