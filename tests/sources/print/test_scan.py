"""Scans and photos: read offline where the extra is there, refused with its name where it is not."""

import io
import socket

import pytest

import extractor
from extractor.errors import UnreadableSourceError
from extractor.sources import scan
from extractor.sources.pdf import read_pdf
from extractor.sources.scan import read_picture

Image = pytest.importorskip("PIL.Image", reason="the extra [ocr] is not installed")


def stored(picture, kind="PNG", **options):
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def reason(data):
    with pytest.raises(UnreadableSourceError) as caught:
        read_picture(data, "a.png")
    return caught.value.message


def test_without_the_extra_a_picture_is_refused_and_the_extra_named(monkeypatch):
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    assert reason(stored(Image.new("RGB", (99, 99)))) == f"it is a picture; {scan.INSTALL}"


def test_without_its_models_the_extra_counts_as_missing(monkeypatch):
    monkeypatch.setattr(scan, "_MODELS", {"Det": "no-such.onnx"})
    assert not scan.is_installed()


needs_extra = pytest.mark.skipif(not scan.is_installed(), reason="the extra [ocr] is not installed")


@needs_extra
@pytest.mark.parametrize(
    "data",
    [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0" + b"\x00" * 99, b"BM" + b"\x07" * 99],
    ids=["empty", "png", "jpeg", "bmp"],
)
def test_a_damaged_picture_is_refused(data):
    assert reason(data) == "it is damaged, or no picture; save it as PNG again"


@needs_extra
def test_a_truncated_picture_is_refused():
    data = stored(Image.effect_noise((400, 400), 50), "JPEG")
    assert reason(data[: len(data) // 2]) == "it is damaged, or no picture; save it as PNG again"


@needs_extra
def test_a_picture_that_unpacks_to_a_bomb_is_refused_before_it_does():
    data = stored(Image.new("1", (20_000, 20_000)))
    assert len(data) < 100_000
    assert "too large" in reason(data)


@needs_extra
def test_a_picture_too_small_for_text_is_refused():
    assert reason(stored(Image.new("RGB", (5, 400)))) == "the picture is too small to hold text"


@pytest.mark.parametrize(
    ("width", "height", "share"), [(800, 600, 1.0), (8000, 600, 0.5), (10, 16_000, 0.25)]
)
def test_a_large_picture_is_made_smaller(width, height, share):
    assert scan.fitting(width, height) == share


def test_boxes_of_a_page_that_lies_askew_stand_level():
    turn = 0.02
    corners = [[100, 50], [300, 54], [299.5, 79], [99.5, 75]]
    box = scan._box(corners, "慰问职工三百人", turn, 1.0)
    assert abs(scan._turn([corners] * 3) - turn) < 0.001
    assert 19 < box.size < 21
    assert box.left > 100


@needs_extra
def test_a_picture_on_which_the_ocr_fails_is_refused(monkeypatch):
    def failing():
        def read(*_arguments, **_names):
            raise ValueError("odd")

        return read

    monkeypatch.setattr(scan, "_engine", failing)
    what = "the OCR failed on it (ValueError); save it as PNG again"
    assert reason(stored(Image.new("RGB", (99, 99)))) == what


# -- with real letters ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(press):
    """A page of two columns under a headline, as a picture."""
    font = press.chinese_font()
    if not font:
        pytest.skip("no Chinese font on this machine; Debian has one in fonts-wqy-zenhei")
    if not scan.is_installed():
        pytest.skip("the extra [ocr] is not installed")
    import pypdfium2

    sheet = press.Sheet(420, 260)
    sheet.put(60, 40, "苇河开发区工会慰问一线职工", 22)
    sheet.lines(
        30, 80, ["　　今年以来，苇河开发区工会走", "访企业70家，慰问职工2300余", "人次，发放补助23"], 11, 17
    )
    sheet.lines(
        225, 80, ["00万元，受到欢迎。", "　　下一步，工会将办好培训班", "12期，惠及职工600人。"], 11, 17
    )
    document = pypdfium2.PdfDocument(press.pdf_of([sheet], font=font))
    picture = document[0].render(scale=170 / 72).to_pil().convert("RGB")
    document.close()
    return picture


EXPECTED = [("70家", "家"), ("2300余人次", "人次"), ("2300万元", "元"), ("12期", "期"), ("600人", "人")]


def figures(data, suffix, tmp_path):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    (article,) = extractor.read(path)
    assert article.title == "苇河开发区工会慰问一线职工"
    return [(found.raw, found.quantity.unit) for found in extractor.extract(article)]


@pytest.mark.parametrize(
    ("suffix", "kind"), [(".png", "PNG"), (".jpg", "JPEG"), (".tif", "TIFF"), (".webp", "WEBP")]
)
def test_a_picture_gives_the_figures_of_its_page(suffix, kind, page, tmp_path):
    assert figures(stored(page, kind), suffix, tmp_path) == EXPECTED


def test_a_scanned_pdf_gives_the_figures_of_its_page(page, tmp_path):
    assert figures(stored(page, "PDF", resolution=170), ".pdf", tmp_path) == EXPECTED


def test_a_photo_that_lies_askew_on_transparent_ground_is_read(page, tmp_path):
    turned = page.convert("RGBA").rotate(1.2, expand=True, resample=Image.Resampling.BICUBIC)
    assert figures(stored(turned), ".png", tmp_path) == EXPECTED


def test_a_file_of_printed_and_scanned_pages_is_read_page_by_page(page, press):
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(420, 260))
    canvas.setFont(press.FONT, 22)
    canvas.drawString(40, 200, "一份印出来的工会通知")
    canvas.setFont(press.FONT, 11)
    canvas.drawString(40, 150, "请各单位于月底前上报会员500人的名单，逾期不候。")
    canvas.showPage()
    canvas.drawImage(ImageReader(page), 0, 0, 420, 260)
    canvas.save()
    pages = read_pdf(stream.getvalue(), "a.pdf").pages
    assert [found.place for found in pages] == ["page 1", "page 2"]
    assert "会员500人" in pages[0].text
    assert "慰问职工2300余" in pages[1].text


def test_reading_a_picture_opens_no_connection(page, monkeypatch):
    def refuse(*_arguments, **_names):
        raise AssertionError("a connection was opened")

    scan._engine.cache_clear()
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert read_picture(stored(page), "a.png").pages
