"""Lambda: provisioned concurrency, the parts of a function that moto forgets, and mappings that call an alias."""

import json
import time
from urllib.parse import unquote

from moto.awslambda import urls
from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.awslambda.responses import LambdaResponse

from patching import around, body_of, operation, own, store

PROVISIONED = store()
FORGOTTEN = ("DeadLetterConfig", "LoggingConfig")
urls.url_paths[r"{0}/(?P<api_version>[^/]+)/functions/(?P<function_name>[\w_:%-]+)/provisioned-concurrency/?$"] = LambdaResponse.dispatch


@around(LambdaFunction)
def __init__(original, self, account_id, spec, *args, **kwargs):
    original(self, account_id, spec, *args, **kwargs)
    self.remembered = {key: spec[key] for key in FORGOTTEN if spec.get(key)}


@around(LambdaFunction)
def get_configuration(original, self, *args, **kwargs):
    return {**original(self, *args, **kwargs), **self.remembered}


@around(LambdaFunction)
def update_configuration(original, self, config_updates):
    self.remembered = {**self.remembered, **{key: config_updates[key] for key in FORGOTTEN if config_updates.get(key)}}
    original(self, config_updates)
    return self.get_configuration()


@around(LambdaFunction)
def get_code(original, self):
    answer = original(self)
    # moto takes a reservation of 0, which stops the function, for none.
    if self.reserved_concurrency is not None:
        answer["Concurrency"] = {"ReservedConcurrentExecutions": self.reserved_concurrency}
    return answer


@around(LambdaResponse)
def get_event_source_mapping(original, self):
    status, headers, body = original(self)
    # What is not there is JSON, too: a page of HTML would be taken for an operation that nobody implements.
    return status, {**headers, "Content-Type": "application/json"}, body


def _calls_what_was_named(original, self, *args):
    """AWS answers with the alias that the mapping was given, moto with the version behind it."""
    mapping, named = original(self, *args), args[-1].get("FunctionName", "")
    if mapping is not None and named.startswith("arn:"):
        mapping.function_arn = named
    return mapping


around(LambdaBackend, "create_event_source_mapping")(_calls_what_was_named)
around(LambdaBackend, "update_event_source_mapping")(_calls_what_was_named)


def _function_and_qualifier(response):
    return unquote(response.path.split("/")[-2]).split(":")[-1], response.querystring["Qualifier"][0]


@operation(LambdaResponse)
def put_provisioned_concurrency_config(self):
    asked = int(body_of(self)["ProvisionedConcurrentExecutions"])
    kept = own(PROVISIONED, self)[_function_and_qualifier(self)] = {
        "RequestedProvisionedConcurrentExecutions": asked,
        "AvailableProvisionedConcurrentExecutions": asked,
        "AllocatedProvisionedConcurrentExecutions": asked,
        "Status": "READY",
        "LastModified": time.strftime("%Y-%m-%dT%H:%M:%S+0000", time.gmtime()),
    }
    return 202, {"status": 202}, json.dumps(kept)


@operation(LambdaResponse)
def get_provisioned_concurrency_config(self):
    kept = own(PROVISIONED, self).get(_function_and_qualifier(self))
    if kept is None:
        headers = {"status": 404, "x-amzn-errortype": "ProvisionedConcurrencyConfigNotFoundException"}
        return 404, headers, json.dumps({"Type": "User", "Message": "No Provisioned Concurrency Config found for this function"})
    return 200, {}, json.dumps(kept)


@operation(LambdaResponse)
def delete_provisioned_concurrency_config(self):
    own(PROVISIONED, self).pop(_function_and_qualifier(self), None)
    return 204, {"status": 204}, ""
