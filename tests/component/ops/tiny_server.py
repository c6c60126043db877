"""A child process for the supervisor's tests: `/readyz` answers 200; the mode makes it misbehave.

Arguments: port, mode (`good`, `unready`, `crash`, `deaf` = ignores SIGTERM).
"""

import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503 if MODE == "unready" else 200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class names it
        """Keep quiet: the log has what the test looks for."""


PORT, MODE = int(sys.argv[1]), sys.argv[2]
print(f"mode {MODE}", flush=True)  # noqa: T201 the test reads it
if MODE == "crash":
    sys.exit(3)
if MODE == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
else:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
HTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
