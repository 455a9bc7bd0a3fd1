"""RDS and Aurora: Performance Insights, resource ids, parameters that can be reset."""

import os

from moto.core.responses import ActionResult
from moto.rds.models import DBCluster, DBInstance, DBParameterGroup
from moto.rds.responses import RDSResponse

from patching import around, operation

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
