"""What happens around every call: a log line, faults that a test asked for, an answer for what nobody implements.

POST /moto-api/faults with `[{"service": "autoscaling", "action": "UpdateAutoScalingGroup", "code": "Throttling",
"message": "Rate exceeded", "times": 2}]` makes the next calls fail so; without `action` any of the service's, without
`times` for ever; the service `*` is every one but S3. Every POST replaces the list; `[]` ends all faults.
"""

import json
import sys
import threading

from moto.core.responses import ActionResult, BaseResponse
from moto.moto_api._internal import urls

from patching import around, error

_faults = []
_lock = threading.Lock()


def _set_faults(request, _full_url, headers):
    with _lock:
        _faults[:] = json.loads(request.get_data())
    return 200, headers, json.dumps(_faults)


def _fault_of(service, action):
    with _lock:
        for fault in _faults:
            if fault["service"] in (service, "*") and fault.get("action", action) == action and fault.get("times", 1) > 0:
                if "times" in fault:
                    fault["times"] -= 1
                return fault
    return None


def _log(*words):
    # One write per line: requests are answered by many threads.
    sys.stderr.write(" ".join(map(str, words)) + "\n")
    sys.stderr.flush()


def _answer(response, code, message):
    status, headers, body = response.serialized(ActionResult(error(response, code, message)))
    return status, {**headers, "status": str(status)}, body


def install():
    urls.url_paths["{0}/moto-api/faults"] = _set_faults

    @around(BaseResponse)
    def call_action(original, self):
        action = self._get_action()
        fault = _fault_of(self.service_name, action)
        if fault is not None:
            _log(self.service_name, action, fault["code"])
            return _answer(self, fault["code"], fault["message"])
        try:
            status, headers, body = original(self)
        except NotImplementedError as missing:
            _log("NOTIMPL", self.service_name, action)
            return _answer(self, "NotImplementedByEmulator", str(missing))
        _log(self.service_name, action, status)
        return status, headers, body
