// Put before an example by `run_docs.py --faults`: whatever may be sent twice fails three times in a row, each time in
// another way, before it is let through. How each failure looks to a page is told beside it.
const FAULTS = [
  // The line is cut before the request leaves.
  async () => { throw new TypeError("fetch failed"); },
  // The server has done it, and the answer is lost.
  async (send) => { await send(); throw new TypeError("fetch failed"); },
  // A proxy stands there alone.
  async () => new Response("<html>502 Bad Gateway</html>", { status: 502, headers: { "Content-Type": "text/html" } }),
  // The server asks for patience.
  async () => new Response('{"code": "service_unavailable", "detail": "Later.", "errors": []}',
    { status: 503, headers: { "Content-Type": "application/problem+json", "Retry-After": "1" } }),
];
const HARMLESS = ["/api/auth/login", "/api/auth/refresh"];
const suffered = new Map();
let isFailing = false;
let turn = 0;

globalThis.fetch = ((real) => async (url, options = {}) => {
  const { method = "GET", headers = {} } = options;
  const path = new URL(url).pathname;
  const mayFail = url.startsWith(process.env.BASE)
    && (method !== "POST" || HARMLESS.includes(path) || "Idempotency-Key" in headers);
  const request = `${method} ${url} ${options.body ?? ""}`;
  const before = suffered.get(request) ?? 0;
  if (!mayFail || before === 3) return real(url, options);
  suffered.set(request, before + 1);
  isFailing = true;
  turn += 1;
  return FAULTS[turn % FAULTS.length](() => real(url, options));
})(globalThis.fetch);

// Nobody waits for a failure that is over already.
globalThis.setTimeout = ((real) => (deed, wait, ...rest) => {
  const shorter = isFailing ? 1 : wait;
  isFailing = false;
  return real(deed, shorter, ...rest);
})(globalThis.setTimeout);
