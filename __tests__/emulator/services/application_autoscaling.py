"""Application Auto Scaling: tags of scalable targets."""

import json

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from patching import around, operation, own, store

TAGS = store()


@operation(ApplicationAutoScalingResponse)
def list_tags_for_resource(self):
    return json.dumps({"Tags": own(TAGS, self).get(self._get_param("ResourceARN"), {})})


@operation(ApplicationAutoScalingResponse)
def tag_resource(self):
    own(TAGS, self).setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
    return "{}"


@operation(ApplicationAutoScalingResponse)
def untag_resource(self):
    for key in self._get_param("TagKeys"):
        own(TAGS, self).get(self._get_param("ResourceARN"), {}).pop(key, None)
    return "{}"


@around(ApplicationAutoScalingResponse)
def register_scalable_target(original, self):
    answer = original(self)
    if self._get_param("Tags"):
        own(TAGS, self)[json.loads(answer)["ScalableTargetARN"]] = dict(self._get_param("Tags"))
    return answer
