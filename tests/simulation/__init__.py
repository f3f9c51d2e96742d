"""A simulation that tries to lose money: one process, one seeded clock, Stripe's stand-in in memory, no sleeping.

A seed decides who does what in which order, what fails, and where a process is killed; the same seed on the same commit
does the same again. `docs/simulation.md` tells how to read it.
"""
