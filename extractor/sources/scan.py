"""Scans and photos: pictures of pages → text boxes, by OCR that works offline; the extra `[ocr]`.

The models of rapidocr's own wheel are named one by one, so that nothing is ever fetched.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from extractor.errors import UnreadableSourceError
from extractor.sources.boxes import Box, body_size
from extractor.sources.printed import Printed, pages_of, printed
from extractor.sources.reading import Reading, Refusal
from extractor.sources.xycut import columns_of

INSTALL = 'pictures are read where the extra is installed: pip install "extractor[ocr]"'
HEADING = 1.35  # the height of a line is not measured more exactly
MOST_SCANS = 200  # a newspaper page takes ten seconds and more
MOST_SIDE = 4000  # dots; a larger picture is made smaller
MOST_DOTS = 120_000_000
DOTS_AN_INCH = 200
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_LEAST_SIDE = 16  # dots
_SURE = 0.6
# The boxes that the model finds are so much higher than the letters, and wider than the line.
_TALLER = 1.25
_BESIDE = 0.12
_FLAT = 4.0  # a box so much wider than high tells how the page is turned
_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """The pieces of lines in a picture, in points, and why others could not be read, or nothing."""

    boxes: tuple[Box, ...]
    refusal: str = ""


def is_installed() -> bool:
    """Whether the extra and its models are there."""
    return find_spec("onnxruntime") is not None and _folder() is not None


def read_picture(data: bytes, source: str) -> Reading:
    """The Pages of a picture file, each of its frames a printed page.

    Raises UnreadableSourceError where the extra is missing, or nothing can be read.
    """
    if not is_installed():
        raise UnreadableSourceError(source, f"it is a picture; {INSTALL}")
    sheets: list[Printed] = []
    refusals: list[Refusal] = []
    for number, frame in enumerate(_frames(data, source), 1):
        place = f"page {number}"
        if isinstance(frame, str):
            refusals.append(Refusal(source, place, frame))
            continue
        seen = see(frame, 72 / DOTS_AN_INCH)
        if seen.refusal:
            refusals.append(Refusal(source, place, seen.refusal))
        if seen.boxes:
            sheets.append(printed(columns_of(seen.boxes), body_size(seen.boxes), number))
    pages = pages_of(sheets, source, HEADING) if sheets else ()
    if not pages:
        raise UnreadableSourceError(source, refusals[0].reason if refusals else "no text was found in it")
    return Reading(source, pages, tuple(refusals))


def see(picture: Any, scale: float) -> Seen:
    """What stands in a picture of which one dot measures `scale` points."""
    import numpy

    colours = numpy.asarray(picture.convert("RGB"))[:, :, ::-1]
    try:
        found = _engine()(numpy.ascontiguousarray(colours), use_cls=False)
    except Exception as error:  # noqa: BLE001 (one odd picture must not cost the other pages)
        return Seen((), f"the OCR failed on it ({type(error).__name__}); save it as PNG again")
    if found.boxes is None or found.txts is None:
        return Seen(())
    pieces = [
        (corners.tolist(), text.strip(), score)
        for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
    ]
    sure = [(corners, text) for corners, text, score in pieces if score >= _SURE and text]
    turn = _turn([corners for corners, _ in sure])
    boxes = _even([_box(corners, text, turn, scale) for corners, text in sure])
    blurred = sum(bool(text) and score < _SURE for _, text, score in pieces)
    return Seen(tuple(boxes), f"{blurred} lines are too blurred to be read" if blurred else "")


def fitting(width: float, height: float) -> float:
    """How much a picture of this size must be made smaller (1 where it need not)."""
    return min(1.0, MOST_SIDE / max(width, height, 1.0))


_Corners = Sequence[Sequence[float]]


def _turn(boxes: Sequence[_Corners]) -> float:
    """The angle by which the page lies askew."""
    angles = []
    for corners in boxes:
        (x, y), (right, other) = corners[0], corners[1]
        if right - x > _FLAT * max(corners[3][1] - y, 1.0):
            angles.append(math.atan2(other - y, right - x))
    return median(angles) if len(angles) >= 3 else 0.0


def _box(corners: _Corners, text: str, turn: float, scale: float) -> Box:
    sin, cos = math.sin(-turn), math.cos(-turn)
    points = [((x * cos - y * sin) * scale, (x * sin + y * cos) * scale) for x, y in corners]
    left, right = (points[0][0] + points[3][0]) / 2, (points[1][0] + points[2][0]) / 2
    top, bottom = (points[0][1] + points[1][1]) / 2, (points[2][1] + points[3][1]) / 2
    size = max(bottom - top, scale) / _TALLER
    middle = (top + bottom) / 2
    beside = min(_BESIDE * size, (right - left) / 4)
    return Box(left + beside, middle - 0.45 * size, right - beside, middle + 0.45 * size, text, size)


def _even(boxes: list[Box]) -> list[Box]:
    """The boxes again, those about as high as the text as high as the text."""
    if not boxes:
        return boxes
    usual = median(box.size for box in boxes for _ in box.text)
    near = 1 / HEADING
    return [replace(box, size=usual) if near < box.size / usual < HEADING else box for box in boxes]


def _frames(data: bytes, source: str) -> Iterator[Any]:
    """The pictures of a file, ready to be read; a reason in place of one that cannot be."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
            count = getattr(file, "n_frames", 1)
            for number in range(min(count, MOST_SCANS)):
                file.seek(number)
                width, height = file.size
                if width * height > MOST_DOTS:
                    size = f"{width} × {height} dots, at most {MOST_DOTS // 1_000_000} millions"
                    yield f"the picture is too large ({size}); make it smaller"
                    continue
                if min(width, height) < _LEAST_SIDE:
                    yield "the picture is too small to hold text"
                    continue
                file.draft("RGB", (MOST_SIDE, MOST_SIDE))
                picture = ImageOps.exif_transpose(_flat(file))
                picture.thumbnail((MOST_SIDE, MOST_SIDE))
                yield picture
            if count > MOST_SCANS:
                yield f"the file has {count} pictures, at most {MOST_SCANS} are read; split it"
    except UnreadableSourceError:
        raise
    except Image.DecompressionBombError as error:
        raise UnreadableSourceError(source, "the picture is too large; make it smaller") from error
    except Exception as error:
        raise UnreadableSourceError(source, "it is damaged, or no picture; save it as PNG again") from error


def _flat(picture: Any) -> Any:
    """The picture in colours on white, whatever it is stored as."""
    from PIL import Image

    if picture.mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L").convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        white.alpha_composite(layer)
        return white.convert("RGB")
    return picture.convert("RGB")


def _folder() -> Path | None:
    found = find_spec("rapidocr")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "models"
    return folder if all((folder / name).is_file() for name in _MODELS.values()) else None


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    folder = _folder()
    if folder is None:
        raise RuntimeError(INSTALL)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": MOST_SIDE,
            "Global.text_score": 0.0,
            **{f"{step}.model_path": str(folder / name) for step, name in _MODELS.items()},
        }
    )
