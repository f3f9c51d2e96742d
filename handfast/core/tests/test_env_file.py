"""What an install remembers of its environment."""

from handfast.core import env_file


def test_remembers_and_keeps_the_rest(tmp_path):
    path = tmp_path / "handfast.env"
    assert env_file.read(path) == {}
    env_file.remember(path, {"SECRET_KEY": "a=b", "CARD_KEYS": "one"})
    env_file.remember(path, {"CARD_KEYS": "two,one"})
    assert env_file.read(path) == {"SECRET_KEY": "a=b", "CARD_KEYS": "two,one"}


def test_nobody_else_may_read_it(tmp_path):
    path = tmp_path / "handfast.env"
    path.touch(mode=0o644)
    env_file.remember(path, {"SECRET_KEY": "secret"})
    assert path.stat().st_mode & 0o777 == 0o600


def test_django_reads_what_was_written(tmp_path):
    import environ

    path = tmp_path / "handfast.env"
    env_file.remember(path, {"HANDFAST_TEST_VALUE": "whsec_one,whsec_two"})
    env = environ.Env()
    environ.Env.read_env(path)
    assert env.list("HANDFAST_TEST_VALUE") == ["whsec_one", "whsec_two"]
