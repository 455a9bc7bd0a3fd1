"""ElastiCache parameter groups and subnet groups: moto has no parameters and cannot change subnets."""

from moto.core.responses import ActionResult, EmptyResult
from moto.elasticache.models import ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse

from patching import find, operation, own, store

PARAMETER_GROUPS = store()


def _named(response):
    return find(PARAMETER_GROUPS, response, response._get_param("CacheParameterGroupName"), "CacheParameterGroupNotFound")


def _name_only(group):
    return ActionResult({"CacheParameterGroupName": group["CacheParameterGroupName"]})


@operation(ElastiCacheResponse)
def create_cache_parameter_group(self):
    name = self._get_param("CacheParameterGroupName")
    group = own(PARAMETER_GROUPS, self)[name] = {
        "CacheParameterGroupName": name,
        "CacheParameterGroupFamily": self._get_param("CacheParameterGroupFamily"),
        "Description": self._get_param("Description"),
        "IsGlobal": False,
        "ARN": f"arn:aws:elasticache:{self.region}:{self.current_account}:parametergroup:{name}",
        "parameters": {},
    }
    self.elasticache_backend.add_tags_to_resource(group["ARN"], self._get_param("Tags") or [])
    return ActionResult({"CacheParameterGroup": group})


@operation(ElastiCacheResponse)
def describe_cache_parameter_groups(self):
    groups = [_named(self)] if self._get_param("CacheParameterGroupName") else list(own(PARAMETER_GROUPS, self).values())
    return ActionResult({"CacheParameterGroups": groups})


@operation(ElastiCacheResponse)
def describe_cache_parameters(self):
    parameters = [
        {"ParameterName": name, "ParameterValue": value, "Source": "user", "IsModifiable": True}
        for name, value in _named(self)["parameters"].items()
    ]
    return ActionResult({"Parameters": parameters})


@operation(ElastiCacheResponse)
def modify_cache_parameter_group(self):
    group = _named(self)
    for parameter in self._get_param("ParameterNameValues") or []:
        group["parameters"][parameter["ParameterName"]] = parameter["ParameterValue"]
    return _name_only(group)


@operation(ElastiCacheResponse)
def reset_cache_parameter_group(self):
    group = _named(self)
    named = [parameter["ParameterName"] for parameter in self._get_param("ParameterNameValues") or []]
    for name in named or list(group["parameters"]):
        group["parameters"].pop(name, None)
    return _name_only(group)


@operation(ElastiCacheResponse)
def delete_cache_parameter_group(self):
    del own(PARAMETER_GROUPS, self)[_named(self)["CacheParameterGroupName"]]
    return EmptyResult()


@operation(ElastiCacheResponse)
def modify_cache_subnet_group(self):
    backend = self.elasticache_backend
    name = self._get_param("CacheSubnetGroupName")
    old = backend.describe_cache_subnet_groups(name)[0]
    del backend.cache_subnet_groups[name]
    description = self._get_param("CacheSubnetGroupDescription") or old.cache_subnet_group_description
    subnets = self._get_param("SubnetIds") or old.subnet_ids
    return ActionResult({"CacheSubnetGroup": backend.create_cache_subnet_group(name, description, subnets, None)})


@operation(ElastiCacheResponse)
def delete_cache_subnet_group(self):
    name = self._get_param("CacheSubnetGroupName")
    self.elasticache_backend.describe_cache_subnet_groups(name)
    del self.elasticache_backend.cache_subnet_groups[name]
    return EmptyResult()


@operation(ElastiCacheBackend)
def list_tags_for_resource(self, arn):
    """moto knows the tags of its own resource types only."""
    return self.tagging_service.list_tags_for_resource(arn)
