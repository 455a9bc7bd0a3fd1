"""AWS Backup: changes of a plan, its selections, tags."""

import json
import time
import uuid
from urllib.parse import unquote

from moto.backup import urls
from moto.backup.responses import BackupResponse

from patching import body_of, find, operation, own, store

SELECTIONS = store()

# Before moto's own paths: its `/backup/plans/(.+)` would match these too.
urls.url_paths = {
    "{0}/backup/plans/(?P<plan>[^/]+)/selections/?$": BackupResponse.dispatch,
    "{0}/backup/plans/(?P<plan>[^/]+)/selections/(?P<selection>[^/]+)/?$": BackupResponse.dispatch,
    "{0}/backup-vaults/(?P<name>[^/]+)/recovery-points/?$": BackupResponse.dispatch,
    **urls.url_paths,
}


def _plan_id(response):
    return response.path.split("/")[3]


def _last_segment(response):
    return response.path.rstrip("/").split("/")[-1]


@operation(BackupResponse)
def update_backup_plan(self):
    plan = self.backup_backend.plans[_last_segment(self)]
    changed = type(plan)(body_of(self)["BackupPlan"], plan.creator_request_id, self.backup_backend)
    plan.backup_plan, plan.version_id = changed.backup_plan, changed.version_id
    plan.advanced_backup_settings = changed.advanced_backup_settings
    return json.dumps(plan.to_dict())


@operation(BackupResponse)
def create_backup_selection(self):
    summary = {"SelectionId": str(uuid.uuid4()), "BackupPlanId": _plan_id(self), "CreationDate": time.time()}
    own(SELECTIONS, self)[summary["SelectionId"]] = {**summary, "BackupSelection": body_of(self)["BackupSelection"]}
    return json.dumps(summary)


@operation(BackupResponse)
def get_backup_selection(self):
    return json.dumps(find(SELECTIONS, self, _last_segment(self), "ResourceNotFoundException"))


@operation(BackupResponse)
def list_backup_selections(self):
    selections = [
        {
            **selection["BackupSelection"],
            "SelectionId": selection["SelectionId"],
            "BackupPlanId": selection["BackupPlanId"],
            "CreationDate": selection["CreationDate"],
        }
        for selection in own(SELECTIONS, self).values()
        if selection["BackupPlanId"] == _plan_id(self)
    ]
    return json.dumps({"BackupSelectionsList": selections})


@operation(BackupResponse)
def delete_backup_selection(self):
    own(SELECTIONS, self).pop(_last_segment(self), None)
    return "{}"


@operation(BackupResponse)
def list_tags(self):
    """moto finds the ARN in paths that end with a slash only."""
    arn = unquote(self.path.partition("/tags/")[2].rstrip("/"))
    return json.dumps({"Tags": self.backup_backend.list_tags(arn)})


@operation(BackupResponse)
def list_recovery_points_by_backup_vault(self):
    """No backup job ever runs here."""
    return json.dumps({"RecoveryPoints": []})
