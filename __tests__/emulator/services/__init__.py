"""One file per service; importing it extends moto."""

import importlib

NAMES = (
    "acm",
    "application_autoscaling",
    "autoscaling",
    "backup",
    "backup_recovery_points",
    "cloudwatch",
    "dax",
    "dynamodb",
    "ec2_images",
    "ec2_instances",
    "ec2_monitoring",
    "ec2_placement_groups",
    "ec2_security_groups",
    "ec2_transit_gateways",
    "ec2_vpn",
    "elasticache_groups",
    "elasticache_parameters",
    "elasticache_users",
    "elbv2",
    "lambda_functions",
    "logs",
    "rds",
    "s3",
    "sqs",
    "xray",
)


def install():
    for name in NAMES:
        importlib.import_module(f"services.{name}")
