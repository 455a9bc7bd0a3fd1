"""CloudWatch: composite alarms."""

from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import EmptyResult

from patching import operation

METRIC_ONLY = ("namespace", "metric_name", "comparison_operator", "evaluation_periods", "period", "threshold", "statistic")
SUPPRESSION = {
    "ActionsSuppressor": "actions_suppressor",
    "ActionsSuppressorExtensionPeriod": "actions_suppressor_extension_period",
    "ActionsSuppressorWaitPeriod": "actions_suppressor_wait_period",
}


@operation(CloudWatchResponse)
def put_composite_alarm(self):
    asked = self.params
    alarm = self.cloudwatch_backend.put_metric_alarm(
        **dict.fromkeys(METRIC_ONLY),
        name=asked["AlarmName"],
        rule=asked["AlarmRule"],
        description=asked.get("AlarmDescription"),
        dimensions=[],
        alarm_actions=asked.get("AlarmActions") or [],
        ok_actions=asked.get("OKActions") or [],
        insufficient_data_actions=asked.get("InsufficientDataActions") or [],
        actions_enabled=asked.get("ActionsEnabled"),
        tags=asked.get("Tags") or [],
    )
    alarm.alarm_rule = alarm.rule
    for parameter, attribute in SUPPRESSION.items():
        setattr(alarm, attribute, asked.get(parameter))
    return EmptyResult()
