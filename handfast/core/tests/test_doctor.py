"""The doctor's findings, the command that prints them, and the page that a load balancer asks."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from handfast.core import examinations, health
from handfast.core.models import Heartbeat


def messages(looks) -> str:
    return "\n".join(finding.message for finding in looks if not finding.ok)


@pytest.fixture
def worker(db) -> Heartbeat:
    return Heartbeat.objects.create(chore="mail.send_letters", at=timezone.now())


def test_settings_of_the_tests_are_well():
    assert messages(examinations.settings_are_safe()) == ""


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "changeme", "SECRET_KEY"),
        ("SECRET_KEY", "django-insecure-" + "x" * 50, "SECRET_KEY"),
        ("CARD_KEYS", ["short"], "CARD_KEYS"),
        ("CARD_KEYS", [], "CARD_KEYS"),
        ("DEBUG", True, "DEBUG"),
        ("ALLOWED_HOSTS", ["*"], "any name"),
        ("ALLOWED_HOSTS", ["other.example.org"], "does not name localhost"),
        ("HTTPS", True, "no proxy is trusted"),
    ],
)
def test_unsafe_setting_is_named_with_its_mend(settings, name, value, said):
    setattr(settings, name, value)
    [finding] = [finding for finding in examinations.settings_are_safe() if not finding.ok]
    assert said in finding.message
    assert finding.fix


def test_secrets_that_others_can_read(settings, tmp_path):
    settings.HANDFAST_DATA = tmp_path
    (tmp_path / "handfast.env").touch(mode=0o644)
    assert "Others on this machine can read" in messages(examinations.settings_are_safe())
    (tmp_path / "handfast.env").chmod(0o600)
    assert messages(examinations.settings_are_safe()) == ""


def test_site_whose_styles_were_not_collected(settings, tmp_path):
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": manifest}
    settings.STATIC_ROOT = tmp_path
    assert "not collected" in messages(examinations.settings_are_safe())
    call_command("collectstatic", verbosity=0, interactive=False)
    settings.STORAGES = {**settings.STORAGES}  # as a site that is started again
    assert messages(examinations.settings_are_safe()) == ""


def test_worker_that_never_ran(db):
    assert "No worker has ever run" in messages(examinations.worker_is_alive())


def test_worker_that_stopped(worker):
    assert messages(examinations.worker_is_alive()) == ""
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=3))
    assert "No worker has run since" in messages(examinations.worker_is_alive())


def test_chore_that_fails(worker):
    Heartbeat.objects.update(problem="OperationalError: disk full")
    assert "disk full" in messages(examinations.chores_succeed())


def test_command_prints_findings_and_exits_1_when_something_is_wrong(worker, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("doctor", "--json")  # the tests' settings name no Stripe keys
    assert end.value.code == 1
    findings = json.loads(capsys.readouterr().out)
    assert {"check", "ok", "message", "fix"} == set(findings[0])
    assert {"settings", "worker", "mail", "database"} <= {finding["check"] for finding in findings}


def test_an_examination_that_fails_is_a_finding_and_tells_no_secret(monkeypatch, caplog):
    from handfast.core import doctor

    def look():
        raise RuntimeError("password is hunter2")

    monkeypatch.setattr(doctor, "_examinations", {"handfast.mail.doctor.look": look})
    [finding] = doctor.examine()
    assert not finding.ok
    assert "hunter2" not in finding.message


def answer() -> tuple[int, list[str]]:
    response = health.health(RequestFactory().get("/health/"))
    return response.status_code, json.loads(response.content)["problems"]


def test_health_is_200_while_the_worker_works(worker):
    assert answer() == (200, [])


def test_health_is_503_with_the_reason(db):
    status, [reason] = answer()
    assert status == 503
    assert "No worker" in reason


def test_health_tells_strangers_no_details_of_failing_chores(worker):
    Heartbeat.objects.update(problem="OperationalError: could not reach db.internal")
    assert answer() == (200, [])


@pytest.mark.django_db(transaction=True)
def test_health_is_503_when_the_database_does_not_answer(monkeypatch):
    from django.db import OperationalError

    def refuse():
        raise OperationalError("password authentication failed for user wedding")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert answer() == (503, ["The database does not answer."])


def test_health_costs_few_queries(worker, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        answer()
