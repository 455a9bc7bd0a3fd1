"""SQS: which queues may use a dead-letter queue; a policy outlives changes of other attributes."""

import json

from moto.sqs.models import Queue

from patching import around

_attributes = Queue.attributes.fget

Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]
Queue.redrive_allow_policy = None


def _as_aws_says(queue):
    attributes = {name: value for name, value in _attributes(queue).items() if name != "RedriveAllowPolicy" or value}
    if attributes.get("RedrivePolicy"):
        attributes["RedrivePolicy"] = json.dumps(json.loads(attributes["RedrivePolicy"]), separators=(",", ":"))
    return attributes


Queue.attributes = property(_as_aws_says)


@around(Queue)
def _set_attributes(original, self, attributes, now=None):
    policy = getattr(self, "policy", None)
    original(self, attributes, now)
    if "Policy" not in attributes:
        self.policy = policy
