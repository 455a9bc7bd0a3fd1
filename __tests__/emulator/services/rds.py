"""RDS and Aurora: Performance Insights, resource ids, replicas of their own, parameters that can be reset, global clusters that can be changed and left."""

import os

from moto.core.responses import ActionResult
from moto.rds.models import DBCluster, DBInstance, DBParameterGroup, RDSBackend
from moto.rds.responses import RDSResponse

from patching import around, error, operation

REMEMBERED = {
    "database_insights_mode": "database_insights_mode",
    "enable_performance_insights": "performance_insights_enabled",
    "network_type": "network_type",
    "performance_insights_kms_key_id": "performance_insights_kms_key_id",
    "performance_insights_retention_period": "performance_insights_retention_period",
}

_default_storage = DBCluster.default_allocated_storage
DBCluster.default_allocated_storage = staticmethod(
    lambda engine, storage_type: 1 if storage_type.startswith("aurora") else _default_storage(engine, storage_type)
)

_scaling_configuration = DBCluster.scaling_configuration_info.fget
# Only clusters of serverless v1 have one.
DBCluster.scaling_configuration_info = property(lambda cluster: _scaling_configuration(cluster) if cluster.scaling_configuration else None)


def _remember(instance, asked):
    for argument, attribute in REMEMBERED.items():
        if asked.get(argument) is not None:
            setattr(instance, attribute, asked[argument])


@around(DBInstance, "__init__")
def new_instance(original, self, *args, **kwargs):
    original(self, *args, **kwargs)
    # The provider tells instances apart by it; moto has one constant for all.
    self.dbi_resource_id = f"db-{os.urandom(13).hex().upper()}"
    _remember(self, kwargs)


@around(DBInstance)
def update(original, self, *args, **kwargs):
    original(self, *args, **kwargs)
    _remember(self, kwargs)


@around(RDSBackend)
def create_db_instance_read_replica(original, self, db_kwargs):
    replica = original(self, db_kwargs)
    # moto's is a copy of its source, with the same identity.
    replica.dbi_resource_id = f"db-{os.urandom(13).hex().upper()}"
    replica.multi_az = bool(db_kwargs.get("multi_az"))
    replica.deletion_protection = bool(db_kwargs.get("deletion_protection"))
    replica.tags = db_kwargs.get("tags")
    return replica


@around(DBParameterGroup)
def update_parameters(original, self, new):
    original(self, new)
    for parameter in self.parameters.values():
        parameter.setdefault("Source", "user")


def _reset(response, groups, key):
    group = groups[response.params[key]]
    named = [parameter["ParameterName"] for parameter in response.params.get("Parameters") or []]
    for name in named or list(group.parameters):
        group.parameters.pop(name, None)
    return ActionResult({key: group.name})


@operation(RDSResponse)
def reset_db_parameter_group(self):
    return _reset(self, self.backend.db_parameter_groups, "DBParameterGroupName")


@operation(RDSResponse)
def reset_db_cluster_parameter_group(self):
    return _reset(self, self.backend.db_cluster_parameter_groups, "DBClusterParameterGroupName")


CHANGEABLE = {"DeletionProtection": "deletion_protection", "EngineVersion": "engine_version"}


def _global_cluster(response):
    name = response.params["GlobalClusterIdentifier"]
    if name not in response.global_backend.global_clusters:
        raise error(response, "GlobalClusterNotFoundFault", f"Global cluster {name} not found")
    return response.global_backend.global_clusters[name]


@around(RDSResponse)
def create_global_cluster(original, self):
    answer = original(self)
    cluster = answer.result["GlobalCluster"]
    cluster.database_name = self.params.get("DatabaseName")
    cluster.tags = self.params.get("Tags")
    return answer


@operation(RDSResponse)
def describe_global_clusters(self):
    clusters = [_global_cluster(self)] if self.params.get("GlobalClusterIdentifier") else self.global_backend.describe_global_clusters()
    for condition in self.params.get("Filters") or []:
        members = set(condition["Values"])
        clusters = [cluster for cluster in clusters if any(member.db_cluster_arn in members for member in cluster.members)]
    return ActionResult({"GlobalClusters": clusters})


@operation(RDSResponse)
def modify_global_cluster(self):
    cluster = _global_cluster(self)
    for argument, attribute in CHANGEABLE.items():
        if self.params.get(argument) is not None:
            setattr(cluster, attribute, self.params[argument])
    return ActionResult({"GlobalCluster": cluster})


@operation(RDSResponse)
def remove_from_global_cluster(self):
    cluster, leaving = _global_cluster(self), self.params["DbClusterIdentifier"]
    for member in [each for each in cluster.members if leaving in (each.db_cluster_arn, each.db_cluster_identifier)]:
        cluster.members.remove(member)
        member.global_cluster_identifier = None
    return ActionResult({"GlobalCluster": cluster})


@around(RDSResponse)
def delete_db_cluster(original, self):
    answer = original(self)
    # moto looks for a secondary's global cluster in its own region alone.
    for cluster in self.global_backend.describe_global_clusters():
        cluster.members = [member for member in cluster.members if member is not answer.result["DBCluster"]]
    return answer
