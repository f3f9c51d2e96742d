"""A host's window before the site: pages are opened in it, and its buttons pressed, twice now and then."""

from collections.abc import Callable, Mapping
from functools import partial

from django.http import HttpResponse

from handfast.accounts.models import User
from tests.simulation.actors.guest import PATIENCE
from tests.simulation.browser import Browser
from tests.simulation.simulation import Simulation


class Window:
    """Whoever sits before it is patient: where the site was killed, the same is sent again."""

    def __init__(self, run: Simulation, user: User) -> None:
        self.run, self.dice, self.browser = run, run.dice, Browser(user)

    def open(self, view: Callable, **where: object) -> HttpResponse | None:
        """The page; None when the site was killed over it."""
        return self.run.in_the_site(lambda: self.browser.get(view, **where))

    def press(self, view: Callable, fields: Mapping[str, object], **where: object) -> HttpResponse | None:
        """What the site answers in the end. Perhaps the same form is sent once more: at once, or from a tab that is
        found much later."""
        if self.dice.random() < self.run.habits.presses_again:
            self.aside(partial(self.run.in_the_site, partial(self.browser.post, view, dict(fields), **where)))
        for _ in range(PATIENCE):
            answer = self.run.in_the_site(lambda: self.browser.post(view, dict(fields), **where))
            if answer:
                return answer
            self.run.scheduler.sleep(self.dice.uniform(1, 20))
        return None

    def aside(self, do: Callable[[], object]) -> None:
        """Does it in a window beside this one."""
        self.run.scheduler.spawn("host", do, self.dice.choice((0.0, 0.1, 30.0, 600.0)))
