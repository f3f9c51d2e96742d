"""The killer: the whole house as real processes, under load, any of them killed outright again and again.

`python -m tests.killer --rounds 50 --database postgres`, or `./run kill …`; docs/killer.md says what it shows.
"""
