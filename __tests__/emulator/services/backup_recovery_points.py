"""AWS Backup recovery points: there are none, as nothing is ever backed up; a vault is asked for them before it is deleted."""

import json

from moto.backup import urls
from moto.backup.responses import BackupResponse

from patching import operation

# Before moto's own paths: its `/backup-vaults/(.+)` would match this too.
urls.url_paths = {
    "{0}/backup-vaults/(?P<vault>[^/]+)/recovery-points/$": BackupResponse.dispatch,
    **urls.url_paths,
}


@operation(BackupResponse)
def list_recovery_points_by_backup_vault(self):
    return json.dumps({"RecoveryPoints": []})
