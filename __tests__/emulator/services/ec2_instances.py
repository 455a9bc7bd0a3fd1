"""EC2 instances, volumes and launch templates: where moto forgets what it was told."""

from moto.ec2.models.elastic_block_store import EBSBackend
from moto.ec2.models.launch_templates import LaunchTemplateVersion
from moto.ec2.responses import EC2Response
from moto.ec2.utils import parse_user_data

from patching import around

PROVISIONED_IOPS = ("io1", "io2")


@around(EBSBackend)
def create_volume(original, self, *args, **kwargs):
    """moto drops the IOPS of a template's volume and then refuses the volume for lacking them."""
    if kwargs.get("volume_type") in PROVISIONED_IOPS and not kwargs.get("iops"):
        kwargs["iops"] = 3000
    return original(self, *args, **kwargs)


@around(LaunchTemplateVersion, "__init__")
def launch_template_version(original, self, template, number, data, description):
    """moto parses the user data of a first version only, and mixes the template's own tags with those of what it launches."""
    if isinstance(data.get("UserData"), (str, bytes)):
        data["UserData"] = parse_user_data(data["UserData"])
    if "TagSpecifications" in data:
        data["TagSpecifications"] = [tags for tags in data["TagSpecifications"] if tags["ResourceType"] != "launch-template"]
    original(self, template, number, data, description)


@around(EC2Response)
def run_instances(original, self):
    """moto drops the placement group."""
    answer = original(self)
    placement = self._get_param("Placement") or {}
    instances = getattr(answer.result, "instances", None) or answer.result.get("Instances", [])
    for instance in instances:
        instance.placement.group_name = placement.get("GroupName") or ""
        instance.placement.tenancy = placement.get("Tenancy") or "default"
    return answer
