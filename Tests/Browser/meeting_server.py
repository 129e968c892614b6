"""A stand-in for the meetings' server: a page that shows what the link told it, as Jitsi would read it."""

import http.server
import threading

PAGE = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The meeting</title><link rel="icon" href="data:,"></head>
<body><h1>The meeting</h1><dl></dl>
<script>
const parts = new URLSearchParams(location.hash.slice(1));
for (const [name, value] of [["room", location.pathname.slice(1)], ...parts]) {
  const term = document.createElement("dt");
  const text = document.createElement("dd");
  term.textContent = name;
  text.textContent = value;
  text.dataset.name = name;
  document.querySelector("dl").append(term, text);
}
</script></body></html>"""


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_):
        pass


class MeetingServer:
    """Use it in a `with`; `url` is what JITSI_URL is set to."""

    def __enter__(self) -> "MeetingServer":
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()
