"""X-Ray: groups, sampling rules and their tags."""

import json
import time
import uuid

from moto.core.exceptions import JsonRESTError
from moto.xray import urls
from moto.xray.responses import XRayResponse

from patching import operation, own, store

GROUPS, RULES, TAGS = store(), store(), store()
OPERATIONS = (
    "CreateGroup",
    "CreateSamplingRule",
    "DeleteGroup",
    "DeleteSamplingRule",
    "GetGroup",
    "GetSamplingRules",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
    "UpdateGroup",
    "UpdateSamplingRule",
)
for _operation in OPERATIONS:
    urls.url_paths[f"{{0}}/{_operation}$"] = XRayResponse.dispatch


def _arn(response, kind, name):
    return f"arn:aws:xray:{response.region}:{response.current_account}:{kind}/{name}"


def _group(response):
    asked = response.request_params
    for group in own(GROUPS, response).values():
        if asked.get("GroupName") == group["GroupName"] or asked.get("GroupARN") == group["GroupARN"]:
            return group
    raise JsonRESTError("InvalidRequestException", "Group not found")


def _rule_name(reference):
    return reference.get("RuleName") or reference["RuleARN"].split("/")[-1]


@operation(XRayResponse)
def create_group(self):
    asked = self.request_params
    group = own(GROUPS, self)[asked["GroupName"]] = {
        "GroupName": asked["GroupName"],
        "GroupARN": _arn(self, "group", f"{asked['GroupName']}/{uuid.uuid4().hex.upper()}"),
        "FilterExpression": asked.get("FilterExpression", ""),
        "InsightsConfiguration": asked.get("InsightsConfiguration") or {"InsightsEnabled": False, "NotificationsEnabled": False},
    }
    own(TAGS, self)[group["GroupARN"]] = asked.get("Tags") or []
    return json.dumps({"Group": group})


@operation(XRayResponse)
def get_group(self):
    return json.dumps({"Group": _group(self)})


@operation(XRayResponse)
def update_group(self):
    group, asked = _group(self), self.request_params
    for key in ("FilterExpression", "InsightsConfiguration"):
        if asked.get(key) is not None:
            group[key] = asked[key]
    return json.dumps({"Group": group})


@operation(XRayResponse)
def delete_group(self):
    del own(GROUPS, self)[_group(self)["GroupName"]]
    return "{}"


@operation(XRayResponse)
def create_sampling_rule(self):
    rule = dict(self.request_params["SamplingRule"])
    rule["RuleARN"] = _arn(self, "sampling-rule", rule["RuleName"])
    now = time.time()
    record = own(RULES, self)[rule["RuleName"]] = {"SamplingRule": rule, "CreatedAt": now, "ModifiedAt": now}
    own(TAGS, self)[rule["RuleARN"]] = self.request_params.get("Tags") or []
    return json.dumps({"SamplingRuleRecord": record})


@operation(XRayResponse)
def get_sampling_rules(self):
    return json.dumps({"SamplingRuleRecords": list(own(RULES, self).values())})


@operation(XRayResponse)
def update_sampling_rule(self):
    asked = self.request_params["SamplingRuleUpdate"]
    record = own(RULES, self)[_rule_name(asked)]
    record["SamplingRule"].update({key: value for key, value in asked.items() if value is not None})
    return json.dumps({"SamplingRuleRecord": record})


@operation(XRayResponse)
def delete_sampling_rule(self):
    return json.dumps({"SamplingRuleRecord": own(RULES, self).pop(_rule_name(self.request_params))})


@operation(XRayResponse)
def list_tags_for_resource(self):
    return json.dumps({"Tags": own(TAGS, self).get(self.request_params["ResourceARN"], [])})


@operation(XRayResponse)
def tag_resource(self):
    arn = self.request_params["ResourceARN"]
    old = own(TAGS, self).get(arn, [])
    own(TAGS, self)[arn] = list({tag["Key"]: tag for tag in [*old, *self.request_params["Tags"]]}.values())
    return "{}"


@operation(XRayResponse)
def untag_resource(self):
    arn, keys = self.request_params["ResourceARN"], self.request_params["TagKeys"]
    own(TAGS, self)[arn] = [tag for tag in own(TAGS, self).get(arn, []) if tag["Key"] not in keys]
    return "{}"
