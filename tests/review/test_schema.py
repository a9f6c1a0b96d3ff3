"""Whatever a program sends that the schema allows, or does not allow: no answer is a failure of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest import SkipTest

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

schemathesis = pytest.importorskip("schemathesis")

from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.generation import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.review.opened import HERE, TOKEN, made, opened  # noqa: E402

pytestmark = pytest.mark.slow

CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance, content_type_conformance]
HEADERS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The schema of a review of made articles, with the application behind it."""
    folder = tmp_path_factory.mktemp("schema")
    made(folder, 6, 3).room.shelf.close()
    review = opened(folder, token=TOKEN)
    schema = schemathesis.openapi.from_asgi(
        "/openapi.json", review.app, headers=HEADERS | {"Host": "127.0.0.1"}
    )
    yield schema
    review.room.shelf.close()


MODES = {"what it allows": GenerationMode.POSITIVE, "what it does not allow": GenerationMode.NEGATIVE}


@pytest.mark.parametrize("mode", MODES)
def test_no_request_makes_the_server_fail(described: Any, mode: str) -> None:
    tried = 0
    for found in described.get_all_operations():
        strategy = found.ok().as_strategy(generation_mode=MODES[mode])

        @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=strategy)
        def no_failure(case: Any) -> None:
            answer = case.call(headers=HEADERS, base_url=HERE)
            case.validate_response(answer, checks=CHECKS)

        try:
            no_failure()
        except (Unsatisfiable, SkipTest):
            continue  # nothing can be wrong about a route that takes nothing
        tried += 1
    assert tried >= 8
