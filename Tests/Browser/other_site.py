"""Another site than ours: one page at an origin of its own."""

import http.server
import threading


class OtherSite:
    """Use it in a `with`; every path shows the page."""

    def __init__(self, page: str):
        body = page.encode()

        class Answers(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.answers = Answers

    def __enter__(self) -> "OtherSite":
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()
