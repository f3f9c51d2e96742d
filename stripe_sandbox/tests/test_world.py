"""Time and chance in the world: both injected, so that a run can be repeated."""

from conftest import START
from payments import debit, pay, told

from stripe_sandbox.world import World


def test_time_stands_where_the_clock_does_and_moves_when_told(world):
    assert world.now() == START
    world.advance(3600)
    assert world.now() == START + 3600


def test_each_thing_happens_at_its_own_time(client, world):
    pay(client)
    debit(client, "AT321904300235473204")
    world.advance(86_400)
    moments = {event.type: event.created - START for event in client.v1.events.list({"limit": 100}).data}
    assert moments["charge.updated"] == 1
    assert client.v1.events.list({"type": "charge.succeeded"}).data[0].created == START + 180
    assert told(client)[-1] == "payment_intent.succeeded"


def test_nothing_due_nothing_done(world):
    assert world.run_due() == 0


def test_a_seed_repeats_every_id():
    def ids(seed):
        world = World(seed=seed)
        return [world.account("robin", False).draw("pi") for _ in range(5)]

    assert ids(5) == ids(5) != ids(6)
    assert len(set(ids(None) + ids(None))) == 10
