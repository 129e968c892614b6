"""What a journey says of the server it needs: `@settings(WAITING_ROOM="on")`."""


def settings(**values: str):
    def set_on(function):
        function.settings = values
        return function

    return set_on


def pays(function):
    """For a journey on which somebody pays: a Stripe is there."""
    function.pays = True
    return function
