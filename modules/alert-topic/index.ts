import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { policyDocument } from "../iam";
import { matches, prop, validateAllProps } from "../validation";

export interface AlertTopicProps {
  /** Of the topic: 1 to 256 letters, digits, dashes and underscores. */
  readonly name: string;
  /** Encrypts the messages; CloudWatch has to be allowed to use it, or every alarm's action fails silently. */
  readonly kmsKeyArn: string;
  /** Twelve digits; alarms of this account alone may publish. */
  readonly account: string;
  /** Addresses that are told; each has to confirm by the mail that AWS sends it. @default none */
  readonly emails?: readonly string[];
}

/**
 * An encrypted SNS topic that the account's CloudWatch alarms publish to.
 * @throws InputError with every problem of its props
 */
export class AlertTopic extends Construct {
  /** For the actions of alarms. */
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    validateAllProps(scope, id, [
      prop("name", props.name, matches(/^[\w-]{1,256}$/), "1 to 256 letters, digits, dashes and underscores"),
      prop("account", props.account, matches(/^\d{12}$/), "twelve digits"),
      ...(props.emails ?? []).map((email) => prop("emails", email, matches(/^[^@\s]+@[^@\s]+\.[^@\s]+$/), "mail addresses")),
    ]);
    super(scope, id);
    const topic = new SnsTopic(this, "topic", { name: props.name, kmsMasterKeyId: props.kmsKeyArn });
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument([
        {
          sid: "AlarmsPublish",
          actions: ["sns:Publish"],
          resources: [topic.arn],
          principals: { Service: ["cloudwatch.amazonaws.com"] },
          conditions: { StringEquals: { "aws:SourceAccount": props.account } },
        },
        {
          sid: "TlsOnly",
          effect: "Deny",
          actions: ["sns:Publish"],
          resources: [topic.arn],
          principals: "*",
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    });
    for (const [index, endpoint] of (props.emails ?? []).entries()) {
      new SnsTopicSubscription(this, `email_${index + 1}`, { topicArn: topic.arn, protocol: "email", endpoint });
    }
    this.topicArn = topic.arn;
  }
}
