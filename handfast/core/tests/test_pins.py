"""The doctor compares what is installed with what was pinned."""

from importlib.metadata import version

import pytest

from handfast.core.pins import packages_are_the_pins, pins


@pytest.fixture
def pinned(settings, tmp_path):
    """Writes a requirements file of the given lines where the site looks for its own."""
    settings.BASE_DIR = tmp_path

    def write(*lines: str) -> None:
        (tmp_path / "requirements.txt").write_text("\n".join(lines))

    return write


def test_this_projects_own_pins_hold():
    [finding] = packages_are_the_pins()
    assert finding.ok, finding.message


def test_another_version_and_a_missing_package_are_named(pinned):
    pinned(f"django=={version('django')} \\", "    --hash=sha256:00", "stripe==1.0.0 \\", "no-such-package==1.0")
    [finding] = packages_are_the_pins()
    assert not finding.ok
    assert "stripe is" in finding.message
    assert "no-such-package is missing" in finding.message
    assert "django" not in finding.message


def test_pins_for_other_machines_do_not_count(pinned, settings):
    pinned("colorama==0.0.1 ; sys_platform == 'a machine of long ago'", "# a comment", "")
    assert list(pins(settings.BASE_DIR / "requirements.txt")) == []
    assert [finding.ok for finding in packages_are_the_pins()] == [True]


def test_without_a_list_of_pins_nothing_is_claimed(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    assert "no pins" in next(iter(packages_are_the_pins())).message
