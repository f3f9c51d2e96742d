"""The site as a browser outside would find it: asked over the network, through whatever proxy stands before it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.urls import reverse

from handfast.core.doctor import Finding, examination

CHECK = "address"


@examination
def site_answers_at_its_address() -> Iterator[Finding]:
    """SITE_URL leads here, the name is let in, and a form that is sent from there is accepted."""
    try:
        yield from _visit(settings.SITE_URL)
    except requests.TooManyRedirects:
        yield _bad(
            f"{settings.SITE_URL} leads in a circle: the site does not learn that a visitor came by https.",
            "Let the proxy set X-Forwarded-Proto, and set TRUSTED_PROXIES to the number of proxies.",
        )
    except requests.RequestException as error:
        yield _bad(
            f"{settings.SITE_URL} cannot be reached from here: {type(error).__name__}.",
            "Set SITE_URL to the address people use; some networks cannot reach their own outside address.",
        )


def _visit(site: str) -> Iterator[Finding]:
    """Opens the hosts' sign-in as a browser would, and sends its form back empty."""
    browser = requests.Session()
    browser.max_redirects = 5
    page = browser.get(site + reverse("account_login"), timeout=5)
    host = urlsplit(site).netloc
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    if page.status_code == 400:
        yield _bad(f"The site does not know itself by the name {host}.", f"Add {host} to ALLOWED_HOSTS.")
    elif page.status_code != 200 or not token:
        yield _bad(
            f"Something else answers at {site} ({page.status_code}).", "Let the proxy pass requests to this site."
        )
    else:
        headers = {"Origin": site, "Referer": page.url}
        sent = browser.post(page.url, {"csrfmiddlewaretoken": token[1]}, headers=headers, timeout=5)
        if sent.status_code == 403:
            yield _bad(
                "Forms sent from the site's own address are refused (CSRF).",
                "Let the proxy pass the Host header on unchanged, and set SITE_URL to just what the browser shows.",
            )
        else:
            yield Finding(CHECK, True, f"The site answers at {site}.")


def _bad(message: str, fix: str) -> Finding:
    return Finding(CHECK, False, message, fix)
