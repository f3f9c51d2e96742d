"""Pictures of gifts: told by their content, drawn anew, without what a camera adds, shown to those who may see them."""

import io
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from handfast.registry.models import Gift, Picture
from handfast.registry.pictures import NotAPicture, forget_unused, keep, path_of

pytestmark = pytest.mark.django_db


def drawn(width: int = 2000, height: int = 1000, kind: str = "JPEG", mode: str = "RGB", **more: object) -> bytes:
    """A picture, red on the left and blue on the right, as a file."""
    picture = Image.new(mode, (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def kept(picture: Picture, size: str = "large") -> Image.Image:
    """What is stored of it."""
    return Image.open(default_storage.open(path_of(picture.wedding, picture.digest, size)))


@pytest.fixture
def png_bomb() -> bytes:
    """49 kB that would unpack to 400 million pixels."""
    return drawn(20_000, 20_000, "PNG", "1")


def test_sizes_are_made_and_never_larger_than_the_picture(robin_and_sams):
    picture = keep(robin_and_sams, drawn())
    assert kept(picture).size == (picture.width, picture.height) == (1280, 640)
    assert kept(picture, "small").size == (640, 320)
    assert kept(keep(robin_and_sams, drawn(100, 50))).size == (100, 50)


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright(robin_and_sams):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010E] = "at our house"
    exif.get_ifd(0x8825)[1] = "N"
    picture = keep(robin_and_sams, drawn(exif=exif, comment=b"a secret comment"))
    found = kept(picture)
    assert found.size == (640, 1280)
    assert found.convert("RGB").getpixel((320, 10))[0] > 200  # what was on the left is on top
    assert not found.getexif()
    raw = default_storage.open(path_of(robin_and_sams, picture.digest, "large")).read()
    assert b"our house" not in raw
    assert b"secret" not in raw


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("GIF", "P"), ("WEBP", "RGB"), ("JPEG", "CMYK")]
)
def test_every_usual_kind_is_taken(robin_and_sams, kind, mode):
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "red").convert(mode).save(file, kind)
    found = kept(keep(robin_and_sams, file.getvalue()))
    assert (found.format, found.size) == ("WEBP", (60, 40))
    red, green, _blue = found.convert("RGB").getpixel((30, 20))
    assert red > green + 50 or mode == "L"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n" + zlib.compress(b"x" * 1000),
        drawn()[:2000],
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(as_robin, robin_and_sams, glasses, data):
    url = reverse("registry:host_gift", kwargs={"slug": robin_and_sams.slug, "gift_id": glasses.pk})
    file = SimpleUploadedFile("plate.jpg", data, "image/jpeg")
    answer = as_robin.post(url, {"name": "Glasses", "quantity": "6", "file": file})
    assert answer.status_code == 422
    assert "Picture" in answer.content.decode()
    assert not Picture.objects.exists()
    assert Gift.objects.get().name == "Wine glasses"


def test_nothing_is_kept_of_a_form_that_is_wrong_elsewhere(as_robin, robin_and_sams):
    url = reverse("registry:new_gift", kwargs={"slug": robin_and_sams.slug})
    file = SimpleUploadedFile("plate.jpg", drawn(), "image/jpeg")
    assert as_robin.post(url, {"name": "", "quantity": "1", "file": file}).status_code == 422
    assert not Picture.objects.exists()
    file.seek(0)
    assert as_robin.post(url, {"name": "Plate", "quantity": "1", "file": file}).status_code == 302
    assert Gift.objects.get().picture == Picture.objects.get()


def test_a_bomb_is_refused_before_it_is_unpacked(robin_and_sams, png_bomb):
    for data in (png_bomb, drawn(8_000, 7_000, "PNG", "1")):
        with pytest.raises(NotAPicture, match="pixels"):
            keep(robin_and_sams, data)


def test_a_file_of_more_than_ten_megabytes_is_refused(robin_and_sams):
    with pytest.raises(NotAPicture, match="10 MB"):
        keep(robin_and_sams, drawn() + b"\0" * 10_000_000)


def test_the_same_file_is_one_picture_and_goes_with_its_last_gift(
    robin_and_sams, glasses, django_capture_on_commit_callbacks
):
    first, second = keep(robin_and_sams, drawn()), keep(robin_and_sams, drawn())
    assert first == second
    Gift.objects.update(picture=first)
    forget_unused(robin_and_sams)
    assert default_storage.exists(path_of(robin_and_sams, first.digest, "small"))
    Gift.objects.update(picture=None)
    with django_capture_on_commit_callbacks(execute=True):
        forget_unused(robin_and_sams)
    assert not Picture.objects.exists()
    assert not default_storage.exists(path_of(robin_and_sams, first.digest, "small"))


def test_served_to_those_who_may_see_it_and_to_nobody_else(
    as_priya, as_robin, as_mallory, as_mallory_host, as_harper, client, robin_and_sams, glasses
):
    picture = keep(robin_and_sams, drawn())
    Gift.objects.update(picture=picture)
    parts = {"slug": robin_and_sams.slug, "digest": picture.digest, "size": "small"}
    guests, hosts = (reverse(f"registry:{name}", kwargs=parts) for name in ("picture", "host_picture"))
    for right, url in ((as_priya, guests), (as_robin, hosts)):
        answer = right.get(url)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
        assert answer.content[8:12] == b"WEBP"
    for url in (guests, hosts):
        assert client.get(url).status_code == 302  # to a sign-in
        for wrong in (as_mallory, as_mallory_host, as_harper):
            assert wrong.get(url).status_code == 404
    Gift.objects.update(is_hidden=True)
    assert as_priya.get(guests).status_code == 404


@pytest.mark.parametrize(("digest", "size"), [("0" * 32, "small"), ("..", "small"), (None, "huge")])
def test_an_address_that_names_no_picture_is_not_found(as_priya, robin_and_sams, glasses, digest, size):
    picture = keep(robin_and_sams, drawn())
    Gift.objects.update(picture=picture)
    url = f"/{robin_and_sams.slug}/gifts/pictures/{digest or picture.digest}/{size}/"
    assert as_priya.get(url).status_code == 404
