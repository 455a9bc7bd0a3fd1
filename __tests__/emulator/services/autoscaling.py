"""EC2 Auto Scaling: warm-up of groups, policies of several groups under one name, lifecycle hooks, instance refresh."""

import uuid

from moto.autoscaling.models import AutoScalingBackend, InstanceState, LifecycleHook
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult

from patching import around, error, operation, own, store

REFRESHES = store()


def _remember_warmup(response):
    """moto drops the default warm-up."""
    if response.params.get("DefaultInstanceWarmup") is not None:
        group = response.autoscaling_backend.autoscaling_groups[response.params["AutoScalingGroupName"]]
        group.default_instance_warmup = int(response.params["DefaultInstanceWarmup"])


@around(AutoScalingResponse)
def create_auto_scaling_group(original, self):
    answer = original(self)
    _remember_warmup(self)
    return answer


@around(AutoScalingResponse)
def update_auto_scaling_group(original, self):
    answer = original(self)
    _remember_warmup(self)
    return answer


@around(AutoScalingBackend)
def put_scaling_policy(original, self, **kwargs):
    """moto keys policies by name alone; AWS by group and name."""
    policy = original(self, **kwargs)
    self.policies[kwargs["as_name"], kwargs["name"]] = self.policies.pop(kwargs["name"])
    policy.enabled = True
    policy.predictive_scaling_configuration = policy.predictive_scaling_configuration or None
    return policy


@operation(AutoScalingResponse)
def delete_policy(self):
    key = self.params.get("AutoScalingGroupName"), self.params["PolicyName"]
    self.autoscaling_backend.policies.pop(key, None)
    return EmptyResult()


@around(LifecycleHook, "__init__")
def lifecycle_hook(original, self, *args, **kwargs):
    """moto answers with made-up ARNs: a perpetual diff."""
    original(self, *args, **kwargs)
    self.role_arn = self.notification_target_arn = None


# A refresh is over at once: every instance runs the version that its group names; moto says the template's default one.
InstanceState.launch_template = property(lambda instance: instance.auto_scaling_group.launch_template)


@operation(AutoScalingResponse)
def start_instance_refresh(self):
    """Successful at once: no instance is replaced."""
    refresh = {
        "InstanceRefreshId": str(uuid.uuid4()),
        "AutoScalingGroupName": self.params["AutoScalingGroupName"],
        "Status": "Successful",
        "PercentageComplete": 100,
        "InstancesToUpdate": 0,
        "Preferences": self.params.get("Preferences"),
        "DesiredConfiguration": self.params.get("DesiredConfiguration"),
    }
    own(REFRESHES, self).setdefault(refresh["AutoScalingGroupName"], []).insert(0, refresh)
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


@operation(AutoScalingResponse)
def describe_instance_refreshes(self):
    refreshes = own(REFRESHES, self).get(self.params["AutoScalingGroupName"], [])
    ids = self.params.get("InstanceRefreshIds")
    return ActionResult({"InstanceRefreshes": [r for r in refreshes if not ids or r["InstanceRefreshId"] in ids]})


@operation(AutoScalingResponse)
def cancel_instance_refresh(self):
    raise error(self, "ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found")
