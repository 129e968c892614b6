"""A Stripe to pay at, as bin/stripe-stand-in plays it. Use it in a `with`; `settings` are those of the program."""

import pathlib
import re
import signal
import subprocess
import sys

PROGRAM = pathlib.Path(__file__).resolve().parents[1] / "Stripe" / "stand_in.py"
STOP_SECONDS = 30


class PaymentCompany:
    def __enter__(self) -> "PaymentCompany":
        self.process = subprocess.Popen(
            [sys.executable, "-B", str(PROGRAM), "--port", "0"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            text=True)
        self.settings: dict[str, str] = {}
        # Ends by itself: a program that does not start closes its output.
        for line in self.process.stdout:
            if line.startswith("export "):
                self.settings |= dict(re.findall(r"(STRIPE_[A-Z_]+)=(\S+)", line))
            if "STRIPE_API_URL" in self.settings:
                return self
        raise RuntimeError("the stand-in for Stripe did not start")

    @property
    def url(self) -> str:
        return self.settings["STRIPE_API_URL"]

    def __exit__(self, *_) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.process.stdout.close()
