"""CloudWatch Logs: saved queries of Logs Insights."""

import json
import time
import uuid

from moto.logs.responses import LogsResponse

from patching import operation, own, store

QUERIES = store()


@operation(LogsResponse)
def put_query_definition(self):
    query_id = self._get_param("queryDefinitionId") or str(uuid.uuid4())
    own(QUERIES, self)[query_id] = {
        "queryDefinitionId": query_id,
        "name": self._get_param("name"),
        "queryString": self._get_param("queryString"),
        "logGroupNames": self._get_param("logGroupNames") or [],
        "lastModified": int(time.time() * 1000),
    }
    return json.dumps({"queryDefinitionId": query_id})


@operation(LogsResponse)
def describe_query_definitions(self):
    prefix = self._get_param("queryDefinitionNamePrefix") or ""
    queries = [query for query in own(QUERIES, self).values() if query["name"].startswith(prefix)]
    return json.dumps({"queryDefinitions": queries})


@operation(LogsResponse)
def delete_query_definition(self):
    own(QUERIES, self).pop(self._get_param("queryDefinitionId"), None)
    return json.dumps({"success": True})
