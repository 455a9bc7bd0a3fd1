"""S3: bucket policies that refuse requests without TLS, deletion of delete markers."""

import json

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket, FakeDeleteMarker

from patching import operation

NOT_BY_TLS = {"Bool": {"aws:SecureTransport": "false"}}


@operation(FakeBucket)
def get_permission(self, action, resource):
    """Every request counts as made by TLS; moto lets a statement deny whose condition does not hold."""
    if self.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(self.policy)
    policy["Statement"] = [statement for statement in policy["Statement"] if statement.get("Condition") != NOT_BY_TLS]
    return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)


@operation(FakeDeleteMarker)
def dispose(self, garbage=False):
    """Nothing is stored for a marker; moto asks it to dispose of its content as it does objects."""
