"""The answers kept by Idempotency-Key, as docs.stripe.com/api/idempotent_requests says; localstripe keeps none."""
import asyncio
import dataclasses
import json

import shapes

OTHER = ("Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a"
         " key other than '{}' if you meant to execute a different request.")
IN_USE = "There is currently another in-progress request using this Idempotent Key: {}. Please try again later."


@dataclasses.dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict


def refusal(status, message, **more):
    document = shapes.error("idempotency_error", message, **more)
    return Answer(status, json.dumps(document).encode(), {"Content-Type": "application/json"})


class KeptAnswers:
    """For each key what was asked and the answer, which is None as long as it is being found."""

    def __init__(self):
        self.kept = {}

    async def once(self, key, asked, carry_out):
        """The answer of `carry_out` the first time, and the same one after that."""
        if key not in self.kept:
            self.kept[key] = (asked, None)
            # What has begun is kept, even where `stop` ends the connection meanwhile.
            return await asyncio.shield(self._first(key, asked, carry_out))
        first, answer = self.kept[key]
        if first != asked:
            return refusal(400, OTHER.format(key))
        if answer is None:
            return refusal(409, IN_USE.format(key), code="idempotency_key_in_use")
        return dataclasses.replace(answer, headers={**answer.headers, "Idempotent-Replayed": "true"})

    async def _first(self, key, asked, carry_out):
        answer = None
        try:
            answer = await carry_out()
        finally:
            # Stripe keeps what an endpoint has begun, so no wrong API key; and localstripe's own failures are none.
            if answer and answer.status != 401 and answer.status < 500:
                self.kept[key] = (asked, answer)
            else:
                del self.kept[key]
        return answer
