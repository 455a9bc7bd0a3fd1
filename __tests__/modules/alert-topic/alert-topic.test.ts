import { App, TerraformStack, Testing } from "cdktf";
import { InputError } from "../../../contract";
import { AlertTopic, type AlertTopicProps } from "../../../modules/alert-topic";

const props: AlertTopicProps = { name: "trading-alerts", kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1", account: "123456789012" };

const synthesized = (overrides: Partial<AlertTopicProps> = {}): string => {
  const stack = new TerraformStack(new App(), "test");
  new AlertTopic(stack, "alerts", { ...props, ...overrides });
  return Testing.synth(stack);
};

describe("an alert topic", () => {
  test("is encrypted, and admits the alarms of its own account", () => {
    const text = synthesized().replaceAll('\\"', '"');
    expect(text).toContain(`"kms_master_key_id": "${props.kmsKeyArn}"`);
    expect(text).toContain('"Principal":{"Service":["cloudwatch.amazonaws.com"]}');
    expect(text).toContain(`"aws:SourceAccount":"${props.account}"`);
  });

  test("subscribes each address once", () => {
    const { resource } = JSON.parse(synthesized({ emails: ["a@example.com", "b@example.com"] }));
    expect(Object.values<{ endpoint: string }>(resource.aws_sns_topic_subscription).map(({ endpoint }) => endpoint)).toEqual([
      "a@example.com",
      "b@example.com",
    ]);
  });

  test("refuses all that is wrong in one error", () => {
    const build = () => synthesized({ name: "two words", account: "12", emails: ["nobody"] });
    expect(build).toThrow(InputError);
    expect(build).toThrow("3 property(ies) are wrong");
  });
});
