"""`/health/`: for a load balancer or whoever watches the site. 200, or 503 with the reasons; public, and cheap."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from handfast.core.doctor import examine_vitals


@never_cache
@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """`{"ok", "problems": [sentence, …]}`."""
    problems = _problems()
    return JsonResponse({"ok": not problems, "problems": problems}, status=503 if problems else 200)


health.admits = "anyone"  # type: ignore[attr-defined]


def _problems() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return ["The database does not answer."]
    return [finding.message for finding in examine_vitals() if not finding.ok]
