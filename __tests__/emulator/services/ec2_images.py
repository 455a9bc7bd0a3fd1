"""EC2 images: AWS has far more public ones than moto knows; every well-formed id is one of them."""

import copy
import re

from moto.ec2.models.amis import AmiBackend

from patching import around

IMAGE_ID = re.compile(r"ami-[0-9a-f]{17}")
MODEL = "al2023-ami-2023"


@around(AmiBackend)
def describe_images(original, self, ami_ids=None, *args, **kwargs):
    for image_id in ami_ids or []:
        if IMAGE_ID.fullmatch(image_id) and image_id not in self.amis and image_id not in self.deleted_amis:
            model = next(image for image in self.amis.values() if (image.name or "").startswith(MODEL))
            image = copy.copy(model)
            image.id = image_id
            self.amis[image_id] = image
    return original(self, ami_ids, *args, **kwargs)
