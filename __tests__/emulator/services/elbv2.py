"""Elastic Load Balancing: a network load balancer's ARN says so."""

from moto.elbv2.models import ELBv2Backend

from patching import around


@around(ELBv2Backend)
def create_load_balancer(original, self, *args, **kwargs):
    balancer = original(self, *args, **kwargs)
    if balancer.type == "network":
        # CloudWatch's dimension is the end of it.
        former, balancer.arn = balancer.arn, balancer.arn.replace(":loadbalancer/app/", ":loadbalancer/net/")
        self.load_balancers[balancer.arn] = self.load_balancers.pop(former)
        self.tagging_service.copy_tags(former, balancer.arn)
        self.tagging_service.delete_all_tags_for_resource(former)
    return balancer
