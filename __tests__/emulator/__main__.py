"""A local stand-in for the AWS control plane that Terraform talks to in the tests.

It is the moto server plus the operations that the AWS provider 5.100 calls for the stacks and
that moto lacks or answers otherwise than AWS: one file per service in `services/`. State is in memory and changes at
once, so waiters, quotas and failovers are not exercised; metrics never come from here.

    python __tests__/emulator            serves on a free loopback port and prints `ready http://127.0.0.1:PORT`

It ends with its standard input. Every call is a line on standard error, `service action status`; an operation that
nobody implements is answered with `NotImplementedByEmulator` and logged as `NOTIMPL service action`.
"""

import logging
import os
import sys
import threading


def end_with_standard_input() -> None:
    """A test run that dies leaves no server behind."""
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def one_at_a_time(application):
    """moto's models are plain dictionaries, and Terraform calls from many threads."""
    lock = threading.Lock()

    def locked(environ, start_response):
        def start(status, headers, *rest):
            # The web framework's own page: no service of moto has such a path. S3 answers HEAD so, without a body.
            if environ["REQUEST_METHOD"] != "HEAD" and status.startswith("404") and "text/html" in dict(headers).get("Content-Type", ""):
                sys.stderr.write(f"NOTIMPL {environ['REQUEST_METHOD']} {environ['PATH_INFO']}\n")
            return start_response(status, headers, *rest)

        with lock:
            return application(environ, start)

    return locked


def main() -> None:
    os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")  # moto reads it when it is imported
    from moto.server import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    import calls
    import retries
    import services

    calls.install()
    services.install()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    application = one_at_a_time(retries.answered_once(DomainDispatcherApplication(create_backend_app)))
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    os.environ["MOTO_PORT"] = str(server.port)
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    print(f"ready http://127.0.0.1:{server.port}", flush=True)
    server.serve_forever()


main()
