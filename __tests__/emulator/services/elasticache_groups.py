"""ElastiCache replication groups: shards, replicas, their member clusters, changes in place, deletion."""

import inspect

from moto.core.responses import ActionResult
from moto.elasticache.models import ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse

from patching import around, operation, own
from services.elasticache_parameters import PARAMETER_GROUPS

SLOTS = 16384
FULL_VERSION = {"redis": "7.1.0", "valkey": "8.0.1"}
CLUSTER_ARGUMENTS = [name for name in inspect.signature(ElastiCacheBackend.create_cache_cluster).parameters if name != "self"]

SHARED_WITH_MEMBERS = (
    "at_rest_encryption_enabled",
    "auth_token_enabled",
    "cache_node_type",
    "cache_subnet_group_name",
    "engine",
    "ip_discovery",
    "network_type",
    "replication_group_id",
    "snapshot_retention_limit",
    "snapshot_window",
    "transit_encryption_enabled",
    "transit_encryption_mode",
)

MODIFIABLE = {
    "AutoMinorVersionUpgrade": "auto_minor_version_upgrade",
    "CacheNodeType": "cache_node_type",
    "CacheParameterGroupName": "cache_parameter_group_name",
    "ClusterMode": "cluster_mode",
    "Engine": "engine",
    "EngineVersion": "engine_version",
    "IpDiscovery": "ip_discovery",
    "NotificationTopicArn": "notification_topic_arn",
    "PreferredMaintenanceWindow": "preferred_maintenance_window",
    "ReplicationGroupDescription": "description",
    "SecurityGroupIds": "security_group_ids",
    "SnapshotRetentionLimit": "snapshot_retention_limit",
    "SnapshotWindow": "snapshot_window",
    "TransitEncryptionEnabled": "transit_encryption_enabled",
    "TransitEncryptionMode": "transit_encryption_mode",
}
SWITCHES = {"AutomaticFailoverEnabled": "automatic_failover", "MultiAZEnabled": "multi_az"}


def _full_version(engine, version):
    if not version:
        return FULL_VERSION.get(engine, FULL_VERSION["redis"])
    return version if version.count(".") == 2 else f"{version}.0"


def _new_member(backend, group, cluster_id):
    arguments = {
        **dict.fromkeys(CLUSTER_ARGUMENTS),
        "cache_cluster_id": cluster_id,
        "replication_group_id": group.replication_group_id,
        "num_cache_nodes": 1,
        "engine": group.engine,
        "cache_node_type": group.cache_node_type,
        "port": group.port,
    }
    return backend.create_cache_cluster(**arguments)


def _sync_members(backend, group):
    """moto makes no cache clusters for a replication group; the provider reads them."""
    for cluster_id, cluster in list(backend.cache_clusters.items()):
        belongs = getattr(cluster, "replication_group_id", None) == group.replication_group_id
        if belongs and cluster_id not in group.member_clusters:
            del backend.cache_clusters[cluster_id]
    for cluster_id in group.member_clusters:
        cluster = backend.cache_clusters.get(cluster_id) or _new_member(backend, group, cluster_id)
        for attribute in SHARED_WITH_MEMBERS:
            setattr(cluster, attribute, getattr(group, attribute))
        cluster.cache_cluster_status = "available"
        cluster.engine_version = _full_version(group.engine, group.engine_version)
        cluster.cache_parameter_group = {
            "cache_parameter_group_name": group.cache_parameter_group_name,
            "parameter_apply_status": "in-sync",
        }
        cluster.security_groups = [
            {"security_group_id": security_group, "status": "active"} for security_group in group.security_group_ids or []
        ]
        cluster.preferred_maintenance_window = group.preferred_maintenance_window or "sun:05:00-sun:09:00"
        cluster.auto_minor_version_upgrade = str(group.auto_minor_version_upgrade).lower() != "false"
        if group.notification_topic_arn:
            cluster.notification_configuration = {"topic_arn": group.notification_topic_arn, "topic_status": "active"}


def _replicas_of(node_group):
    return len(node_group["node_group_members"]) - 1


def _rebuild(group, shard_ids, replicas=None):
    """Gives a group in cluster mode these shards, with the replicas that it has or with `replicas` each."""
    old = {node_group["node_group_id"]: node_group for node_group in group.node_groups}
    usual = _replicas_of(next(iter(old.values())))
    group.node_groups, group.member_clusters = [], []
    for index, shard_id in enumerate(shard_ids):
        first, beyond = index * SLOTS // len(shard_ids), (index + 1) * SLOTS // len(shard_ids)
        node_group = {
            "node_group_id": shard_id,
            "status": "available",
            "node_group_members": [],
            "slots": f"{first}-{beyond - 1}",
        }
        kept = _replicas_of(old[shard_id]) if shard_id in old else usual
        group._set_node_members_clusters_enabled(
            member_clusters=group.member_clusters,
            replication_group_id=group.replication_group_id,
            replicas_per_node_group=kept if replicas is None else replicas,
            node_group_configuration=[],
            node_group=node_group,
            member_clusters_outpost_arns=[],
        )
        group.node_groups.append(node_group)


def _shard_ids(group):
    return [node_group["node_group_id"] for node_group in group.node_groups]


def _group(response):
    return response.elasticache_backend.describe_replication_groups(response.params["ReplicationGroupId"])[0]


def _changed(response, group):
    _sync_members(response.elasticache_backend, group)
    return ActionResult({"ReplicationGroup": group})


def _asks_for_cluster_mode(response):
    """AWS takes cluster mode from the parameter group too."""
    name = str(response.params.get("CacheParameterGroupName", ""))
    parameters = own(PARAMETER_GROUPS, response).get(name, {}).get("parameters", {})
    shards = int(response.params.get("NumNodeGroups") or 1)
    return parameters.get("cluster-enabled") == "yes" or name.endswith("cluster.on") or shards > 1


@around(ElastiCacheResponse)
def create_replication_group(original, self):
    if not self.params.get("ClusterMode") and _asks_for_cluster_mode(self):
        self.params["ClusterMode"] = "enabled"
    answer = original(self)
    group = self.elasticache_backend.replication_groups[self.params["ReplicationGroupId"]]
    if group.transit_encryption_enabled and not group.transit_encryption_mode:
        group.transit_encryption_mode = "required"
    if group.cluster_mode == "enabled":
        _rebuild(group, _shard_ids(group))
    _sync_members(self.elasticache_backend, group)
    return answer


@operation(ElastiCacheResponse)
def modify_replication_group(self):
    group = _group(self)
    for parameter, attribute in MODIFIABLE.items():
        if self.params.get(parameter) is not None:
            setattr(group, attribute, self.params[parameter])
    for parameter, attribute in SWITCHES.items():
        if self.params.get(parameter) is not None:
            on = str(self.params[parameter]).lower() == "true"
            setattr(group, attribute, "enabled" if on else "disabled")
    return _changed(self, group)


@operation(ElastiCacheResponse)
def modify_replication_group_shard_configuration(self):
    group = _group(self)
    count = int(self.params["NodeGroupCount"])
    ids = _shard_ids(group)
    if count < len(ids):
        removed = self.params.get("NodeGroupsToRemove") or []
        kept = self.params.get("NodeGroupsToRetain") or [shard_id for shard_id in ids if shard_id not in removed]
        ids = [shard_id for shard_id in ids if shard_id in kept][:count]
    unused = (f"{number:0>4}" for number in range(1, 10_000) if f"{number:0>4}" not in ids)
    ids = sorted([*ids, *(next(unused) for _ in range(count - len(ids)))])
    _rebuild(group, ids)
    return _changed(self, group)


def _set_replica_count(self):
    group = _group(self)
    _rebuild(group, _shard_ids(group), int(self.params["NewReplicaCount"]))
    return _changed(self, group)


ElastiCacheResponse.increase_replica_count = _set_replica_count
ElastiCacheResponse.decrease_replica_count = _set_replica_count


@around(ElastiCacheResponse)
def delete_replication_group(original, self):
    """moto leaves a deleted group in state `deleting` for ever."""
    answer = original(self)
    group = self.elasticache_backend.replication_groups.pop(self.params["ReplicationGroupId"])
    for cluster_id in group.member_clusters:
        self.elasticache_backend.cache_clusters.pop(cluster_id, None)
    return answer
