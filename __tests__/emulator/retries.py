"""A retried request is answered as it was the first time.

When an answer is lost on its way, an AWS SDK asks again under the same `amz-sdk-invocation-id`; moto would then find
that what it was to make exists. Reading again does no harm, so only what changes something is remembered. Calls come in one at a time.
"""

import sys
from collections import OrderedDict

REMEMBERED = 2_000
READS = ("GET", "HEAD")


def answered_once(application):
    answers = OrderedDict()

    def once(environ, start_response):
        invocation = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        if invocation is None or environ["REQUEST_METHOD"] in READS:
            return application(environ, start_response)
        known = answers.get(invocation)
        if known is not None:
            status, headers, body = known
            sys.stderr.write(f"REPLAYED {environ['REQUEST_METHOD']} {environ['PATH_INFO']} {environ.get('HTTP_AMZ_SDK_REQUEST', '')}\n")
            start_response(status, headers)
            return [body]

        started = []

        def start(status, headers, *rest):
            started[:] = [status, list(headers)]
            return start_response(status, headers, *rest)

        chunks = application(environ, start)
        try:
            body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        status, headers = started
        # A refusal stays one request's: the fault that caused it may have ended by the next attempt.
        if status < "4":
            answers[invocation] = (status, headers, body)
            while len(answers) > REMEMBERED:
                answers.popitem(last=False)
        return [body]

    return once
