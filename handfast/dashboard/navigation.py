"""What the shells need on every page: the wedding, and where one can go from here."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict:
    """Context processor: `wedding` and the navigation of the shell that this person sees."""
    return {"wedding": getattr(request, "wedding", None)}
