"""ElastiCache user groups, of which moto has none, and users as AWS answers them."""

from moto.core.responses import ActionResult
from moto.elasticache.models import ElastiCacheBackend, User
from moto.elasticache.responses import ElastiCacheResponse

from patching import around, error, find, operation, own, store

USER_GROUPS = store()
NOT_FOUND = "UserGroupNotFoundFault"

AUTHENTICATION = {"no-password-required": "no-password"}
# What is asked for and what is answered differ by name.
User.authentication = property(
    lambda user: {
        "Type": AUTHENTICATION.get(user.authentication_type, user.authentication_type),
        "PasswordCount": len(user.passwords),
    }
)


def _arn(response, name):
    return f"arn:aws:elasticache:{response.region}:{response.current_account}:usergroup:{name}"


def _check_default_user(response, engine, user_ids):
    users = response.elasticache_backend.users
    names = [users[user_id].name for user_id in user_ids if user_id in users]
    if len(names) != len(user_ids):
        raise error(response, "UserNotFoundFault", "a user of the group does not exist")
    if engine == "redis" and "default" not in names:
        raise error(response, "DefaultUserRequired", "the group must contain a user with the user name default")


@operation(ElastiCacheResponse)
def create_user_group(self):
    name, engine = self.params["UserGroupId"], self.params["Engine"]
    user_ids = list(self.params.get("UserIds") or [])
    _check_default_user(self, engine, user_ids)
    group = {
        "UserGroupId": name,
        "Status": "active",
        "Engine": engine,
        "UserIds": user_ids,
        "MinimumEngineVersion": "6.0",
        "ReplicationGroups": [],
        "ARN": _arn(self, name),
    }
    own(USER_GROUPS, self)[name] = group
    self.elasticache_backend.add_tags_to_resource(group["ARN"], self.params.get("Tags") or [])
    return ActionResult(group)


@operation(ElastiCacheResponse)
def describe_user_groups(self):
    name = self.params.get("UserGroupId")
    groups = [find(USER_GROUPS, self, name, NOT_FOUND)] if name else list(own(USER_GROUPS, self).values())
    return ActionResult({"UserGroups": groups})


@operation(ElastiCacheResponse)
def modify_user_group(self):
    group = find(USER_GROUPS, self, self.params["UserGroupId"], NOT_FOUND)
    removed = self.params.get("UserIdsToRemove") or []
    user_ids = [user_id for user_id in group["UserIds"] if user_id not in removed]
    user_ids += self.params.get("UserIdsToAdd") or []
    _check_default_user(self, group["Engine"], user_ids)
    group["UserIds"] = user_ids
    return ActionResult(group)


@operation(ElastiCacheResponse)
def delete_user_group(self):
    group = find(USER_GROUPS, self, self.params["UserGroupId"], NOT_FOUND)
    del own(USER_GROUPS, self)[group["UserGroupId"]]
    return ActionResult({**group, "Status": "deleting"})


@operation(ElastiCacheResponse)
def modify_user(self):
    user = self.elasticache_backend.describe_users(self.params["UserId"])[0]
    user.access_string = self.params.get("AccessString") or user.access_string
    return ActionResult(user)


@around(ElastiCacheBackend)
def delete_user(original, self, user_id):
    """moto leaves a deleted user in state `deleting` until it is described again."""
    user = original(self, user_id)
    self.users.pop(user_id, None)
    return user
