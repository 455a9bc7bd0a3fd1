"""DynamoDB: what a table's description says after a change of billing mode or indexes; a stream that was off can be on again;
tables send no changes to Kinesis."""

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.responses import DynamoHandler, DynamoResult

from patching import around, operation


@operation(DynamoHandler)
def describe_kinesis_streaming_destination(self):
    table = self.dynamodb_backend.get_table(self.body["TableName"])
    return DynamoResult({"TableName": table.name, "KinesisDataStreamDestinations": []})


@around(DynamoDBBackend)
def update_table(original, self, *args, **kwargs):
    table = original(self, *args, **kwargs)
    if table.billing_mode == "PAY_PER_REQUEST":
        table.throughput = {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0, "NumberOfDecreasesToday": 0}
        for index in table.global_indexes:
            index.throughput = {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0}
    keys = {key["AttributeName"] for part in (table, *table.global_indexes, *table.indexes) for key in part.schema}
    # AWS drops the attribute definitions of a deleted index.
    table.attr = [attribute for attribute in table.attr if attribute["AttributeName"] in keys]
    return table


@around(DynamoDBBackend)
def update_table_streams(original, self, table, stream_specification):
    if not table.stream_specification.get("StreamEnabled"):
        # Another stream, with another ARN.
        table.latest_stream_label = None
    return original(self, table, stream_specification)
