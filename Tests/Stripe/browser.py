"""What browsers get of the stand-in: a Stripe.js of our own in place of localstripe's, and the frames it opens."""
import pathlib

from kept import Answer

FOLDER = pathlib.Path(__file__).parent / "browser"
FILES = {
    "/js.stripe.com/v3/": ("stripe.js", "text/javascript; charset=utf-8"),
    "/stand-in/element": ("element.html", "text/html; charset=utf-8"),
    "/stand-in/bank": ("bank.html", "text/html; charset=utf-8"),
}


def show(method, path, body):
    """The answer with a file; None where there is none at that path."""
    if method != "GET" or path not in FILES:
        return None
    name, kind = FILES[path]
    return Answer(200, (FOLDER / name).read_bytes(), {"Content-Type": kind, "Cache-Control": "no-store"})
