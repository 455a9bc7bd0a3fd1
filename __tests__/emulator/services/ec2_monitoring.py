"""EC2 detailed monitoring of single instances, which moto does not know."""

from moto.core.responses import ActionResult
from moto.ec2.responses import EC2Response

from patching import operation


def _set(response, state):
    instances = response.ec2_backend.get_multi_instances_by_id(response._get_param("InstanceIds", []))
    for instance in instances:
        instance.monitoring_state = state
    return ActionResult({"InstanceMonitorings": [{"InstanceId": instance.id, "Monitoring": {"State": state}} for instance in instances]})


@operation(EC2Response)
def monitor_instances(self):
    return _set(self, "enabled")


@operation(EC2Response)
def unmonitor_instances(self):
    return _set(self, "disabled")
