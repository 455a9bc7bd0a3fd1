"""SQS: which queues may use a dead-letter queue; a policy outlives changes of other attributes."""

from moto.sqs.models import Queue

from patching import around

_attributes = Queue.attributes.fget


def _with_redrive_allow_policy(queue):
    attributes = _attributes(queue)
    allowed = getattr(queue, "redrive_allow_policy", None)
    return {**attributes, "RedriveAllowPolicy": allowed} if allowed else attributes


Queue.attributes = property(_with_redrive_allow_policy)


@around(Queue)
def _set_attributes(original, self, attributes, now=None):
    policy = getattr(self, "policy", None)
    original(self, attributes, now)
    if "Policy" not in attributes:
        self.policy = policy
