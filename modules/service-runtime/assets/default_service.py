"""Service that runs where no artifact is configured: it takes orders, answers health checks on each of its ports and emits the SLO's metrics.

One Embedded Metric Format line per request goes to the CloudWatch agent's TCP listener; docs/service-metrics.md describes the line.
Python's standard library only: Amazon Linux brings it, so an instance needs no download to become healthy.
"""

import json
import os
import queue
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MAX_BODY_BYTES = 64 * 1024
MAX_WAITING_LINES = 100_000
RECONNECT_SECONDS = 1
HEARTBEAT_SECONDS = 60
UNITS = {"RequestLatency": "Milliseconds", "RequestCount": "Count", "RequestErrors": "Count", "ConnectionErrors": "Count"}


class Metrics:
    """Hands lines to the agent from a thread of its own; a slow or absent agent costs lines, never latency."""

    def __init__(self, endpoint, deployment, service, log_group):
        host, port = endpoint.rsplit(":", 1)
        self.address = (host, int(port))
        self.dimensions = {"Deployment": deployment, "Service": service}
        self.log_group = log_group
        self.waiting = queue.Queue(MAX_WAITING_LINES)
        threading.Thread(target=self._send, daemon=True).start()

    def line(self, epoch_ms, values, properties):
        directive = {
            "Namespace": "Trimtab/Service",
            "Dimensions": [list(self.dimensions)],
            "Metrics": [{"Name": name, "Unit": unit} for name, unit in UNITS.items() if name in values],
        }
        metadata = {"Timestamp": epoch_ms, "LogGroupName": self.log_group, "CloudWatchMetrics": [directive]}
        return json.dumps({"_aws": metadata, **self.dimensions, **properties, **values}, separators=(",", ":"))

    def emit(self, values, properties):
        try:
            self.waiting.put_nowait(self.line(time.time_ns() // 1_000_000, values, properties))
        except queue.Full:
            pass

    def beat(self, seconds):
        """Says that it is there, request or not: without it nobody can tell an idle service from one whose agent is dead."""
        while True:
            time.sleep(seconds)
            self.emit({"RequestCount": 0, "RequestErrors": 0, "ConnectionErrors": 0}, {})

    def _send(self):
        while True:
            try:
                with socket.create_connection(self.address) as connection:
                    while True:
                        connection.sendall(self.waiting.get().encode() + b"\n")
            except OSError:
                time.sleep(RECONNECT_SECONDS)


class BadOrder(Exception):
    """The caller's mistake: answered with 400, no error of the service."""


def parse_order(body):
    try:
        order = json.loads(body)
    except ValueError as error:
        raise BadOrder("the body is not JSON") from error
    if not isinstance(order, dict) or not all(isinstance(order.get(key), str) and order[key] for key in ("order_id", "venue")):
        raise BadOrder("order_id and venue are needed, as strings")
    return order


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    metrics = None
    health_paths = {}

    def do_GET(self):
        if self.path == self.health_paths[self.server.server_address[1]]:
            self.answer(200, {"status": "ok"})
        else:
            self.counted(lambda _properties: (404, {"error": "POST /orders, or the health check's path"}))

    def do_POST(self):
        self.counted(self.take_order)

    def counted(self, take):
        started = time.perf_counter_ns()
        properties, errors, lost = {}, 0, 0
        try:
            status, content = take(properties)
        except ConnectionError:
            lost = 1
        except Exception as error:  # whatever it is, it is the service's error and is counted
            status, content, errors = 500, {"error": "internal error"}, 1
            self.log_error("%r", error)
        if not lost:
            try:
                self.answer(status, content)
            except ConnectionError:
                lost = 1
        if lost:
            self.close_connection = True
        values = {
            "RequestLatency": (time.perf_counter_ns() - started) / 1e6,
            "RequestCount": 1,
            "RequestErrors": errors,
            "ConnectionErrors": lost,
        }
        self.metrics.emit(values, properties)

    def take_order(self, properties):
        length = self.headers.get("Content-Length", "")
        if self.path != "/orders" or not length.isdigit() or int(length) > MAX_BODY_BYTES:
            self.close_connection = True
            return 400, {"error": f"POST /orders takes at most {MAX_BODY_BYTES} bytes and a Content-Length"}
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionAbortedError("the caller left before its order was complete")
        try:
            order = parse_order(body)
        except BadOrder as error:
            return 400, {"error": str(error)}
        properties.update(OrderId=order["order_id"], Venue=order["venue"])
        return 202, {"order_id": order["order_id"], "status": "accepted"}

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code="-", size="-"):
        """The metric line is the request's log."""


def endpoints(env):
    """Each port with the path of its health check: the service's own, and `8081/admin/health,…` of MORE_ENDPOINTS."""
    more = (each.partition("/") for each in env.get("MORE_ENDPOINTS", "").split(",") if each)
    return [(int(env["PORT"]), "/health"), *((int(port), f"/{path}") for port, _, path in more)]


def main():
    env = os.environ
    Handler.metrics = Metrics(env["METRICS_ENDPOINT"], env["DEPLOYMENT"], env["SERVICE"], env["LOG_GROUP"])
    heartbeat = float(env.get("HEARTBEAT_SECONDS", HEARTBEAT_SECONDS))
    threading.Thread(target=Handler.metrics.beat, args=(heartbeat,), daemon=True).start()
    servers = []
    for port, health_path in endpoints(env):
        servers.append(ThreadingHTTPServer(("0.0.0.0", port), Handler))
        Handler.health_paths[servers[-1].server_address[1]] = health_path
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print("listening on port " + ", ".join(str(server.server_address[1]) for server in servers), flush=True)
    servers[0].serve_forever()


if __name__ == "__main__":
    main()
