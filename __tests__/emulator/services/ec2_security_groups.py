"""EC2 security group rules: moto forgets the description of a rule that names another group."""

from moto.ec2.models.security_groups import SecurityGroupRule

SecurityGroupRule.description = property(
    lambda rule: (rule.ip_range or {}).get("Description") or (rule.source_group or {}).get("Description")
)
