"""A stand-in for the meetings' server: a page that shows what the link told it, as Jitsi would read it."""

from other_site import OtherSite

PAGE = """<!doctype html>
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


class MeetingServer(OtherSite):
    """Use it in a `with`; `url` is what JITSI_URL is set to."""

    def __init__(self):
        super().__init__(PAGE)
