"""What a journey says of the server it needs: `@settings(WAITING_ROOM="on")`. What depends on the present time
is a function, which is asked when the journey begins; None is for what is not to be set.
"""

from collections.abc import Callable


def settings(**values: str | None | Callable[[], str]):
    def set_on(function):
        function.settings = values
        return function

    return set_on


def pays(function):
    """For a journey on which somebody pays: a Stripe is there."""
    function.pays = True
    return function


def waits(function):
    """For a journey that waits for the clock: it goes beside the others."""
    function.waits = True
    return function
