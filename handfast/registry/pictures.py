"""Pictures that hosts upload: told by their content, made anew in two sizes, kept without what a camera adds to them.

A file is never served as it came. What is kept is what we drew from its pixels: no place where it was taken, no
comments, nothing that a browser could run.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from handfast.registry.models import Gift, Picture
from handfast.weddings.models import Wedding

BYTES = 10_000_000
# The largest that common telephones take. Read from the head of the file, before anything is unpacked.
PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# Longest side in pixels: sharp on a phone's list, sharp across a page.
SIZES = {"small": 640, "large": 1280}
_QUALITY = 80
_sRGB = ImageCms.createProfile("sRGB")


class NotAPicture(ValueError):
    """The file cannot be used as a picture; its words are for the host. Nothing was kept."""


def keep(wedding: Wedding, data: bytes) -> Picture:
    """The picture in the file `data`, its sizes stored. The same file uploaded again is the same picture.

    Raises NotAPicture.
    """
    digest = hashlib.sha256(data).hexdigest()[:32]
    known = wedding.pictures.filter(digest=digest).first()
    if known:
        return known
    drawn = _opened(data)
    for size, side in SIZES.items():
        smaller = drawn.copy()
        smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
        _store(path_of(wedding, digest, size), smaller)
    made, _new = Picture.objects.get_or_create(
        wedding=wedding, digest=digest, defaults={"width": smaller.width, "height": smaller.height}
    )
    return made


def path_of(wedding: Wedding, digest: str, size: str) -> str:
    """Where in the data folder's `media` one size of a picture lies."""
    return f"pictures/{wedding.pk}/{digest}-{size}.webp"


def forget_unused(wedding: Wedding) -> None:
    """Throws away pictures of the wedding that no gift shows any more, and their files once that is committed."""
    unused = list(wedding.pictures.exclude(pk__in=Gift.objects.exclude(picture=None).values("picture")))
    paths = [path_of(wedding, picture.digest, size) for picture in unused for size in SIZES]
    wedding.pictures.filter(pk__in=[picture.pk for picture in unused]).delete()
    transaction.on_commit(lambda: _delete(paths))


def _delete(paths: list[str]) -> None:
    for path in paths:
        default_storage.delete(path)


def _opened(data: bytes) -> Image.Image:
    """The first frame of a picture, upright, in sRGB, no larger than we need. Raises NotAPicture."""
    if len(data) > BYTES:
        raise NotAPicture(_("This picture has more than %(mb)d MB.") % {"mb": BYTES // 1_000_000})
    with _in_words():
        found = Image.open(io.BytesIO(data), formats=FORMATS)
        if found.width * found.height > PIXELS:
            raise NotAPicture(
                _("This picture has %(pixels)d million pixels; up to %(most)d million can be used.")
                % {"pixels": found.width * found.height // 1_000_000, "most": PIXELS // 1_000_000}
            )
        # A JPEG is unpacked at a fraction of its size where that is enough; both sides, because it may lie on its side.
        found.draft("RGB", (SIZES["large"], SIZES["large"]))
        found.load()
        upright = ImageOps.exif_transpose(found)
        upright.thumbnail((SIZES["large"], SIZES["large"]), Image.Resampling.LANCZOS, reducing_gap=3.0)
        return _in_srgb(upright)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """With the colours that its own profile means, since the profile is not kept."""
    transparent = "A" in picture.getbands() or "transparency" in picture.info
    plain = picture.convert("RGBA" if transparent else "RGB")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA"):
        try:
            meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ImageCms.profileToProfile(plain, meant, _sRGB, inPlace=True)
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile: the colours are those of the pixels
    return plain


@contextmanager
def _in_words() -> Iterator[None]:
    """Whatever a damaged file makes the library raise is, for a host, one thing."""
    try:
        yield
    except NotAPicture:
        raise
    except Image.UnidentifiedImageError:
        raise NotAPicture(_("This is no picture that can be used. Choose a JPEG, PNG, WebP or GIF file.")) from None
    except Image.DecompressionBombError:
        raise NotAPicture(_("This picture has far too many pixels.")) from None
    except Exception as error:  # decoders of damaged files raise nearly anything
        raise NotAPicture(
            _("This picture is damaged. Open it in another program, save it again, and upload that.")
        ) from error


def _store(path: str, picture: Image.Image) -> None:
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=_QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    if default_storage.exists(path):
        default_storage.delete(path)
    default_storage.save(path, ContentFile(file.getvalue()))
