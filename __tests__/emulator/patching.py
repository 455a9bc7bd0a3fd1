"""How a service file adds operations to moto: methods set on moto's classes, and stores for what moto has no model for."""

import functools
import json
from collections import defaultdict

from moto.core.exceptions import JsonRESTError, ServiceException
from moto.moto_api._internal.models import MotoAPIBackend

_stores = []


def operation(response_class):
    """Adds, or replaces, the operation with the function's name on a response class of moto."""

    def add(function):
        setattr(response_class, function.__name__, function)
        return function

    return add


def around(owner, name=None):
    """Replaces a method by `function(original, self, ...)`; by default the method with the function's name."""

    def wrap(function):
        attribute = name or function.__name__
        original = getattr(owner, attribute)

        @functools.wraps(original)
        def method(self, *args, **kwargs):
            return function(original, self, *args, **kwargs)

        setattr(owner, attribute, method)
        return function

    return wrap


def store():
    """An empty `{(account, region): {name: resource}}` that a reset of the server empties again."""
    resources = defaultdict(dict)
    _stores.append(resources)
    return resources


def own(resources, response):
    """The part of a store that belongs to the account and region of a request."""
    return resources[(response.current_account, response.region)]


def error(response, code, message):
    """An AWS error. moto finds its shape by the module that the exception's class claims to be from."""
    shape = type(code, (ServiceException,), {"__module__": f"moto.{response.service_name}.exceptions"})
    return shape(code, message)


def find(resources, response, name, code):
    """A resource of a store, or the AWS error `code`."""
    if name not in own(resources, response):
        raise error(response, code, f"{name} not found")
    return own(resources, response)[name]


def find_json(resources, response, name, code):
    """As `find`, for services whose errors are plain JSON."""
    if name not in own(resources, response):
        raise JsonRESTError(code, f"{name} not found")
    return own(resources, response)[name]


def body_of(response):
    """The JSON body of a request."""
    return json.loads(response.body or "{}")


@around(MotoAPIBackend)
def reset(original, self, *args, **kwargs):
    for resources in _stores:
        resources.clear()
    return original(self, *args, **kwargs)
