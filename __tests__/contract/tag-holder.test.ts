import { type Resource, tagHolderOf } from "../../contract";

const of = (dimensions: Record<string, string>, more: Partial<Resource> = {}): Resource => ({ scope: "", name: "", dimensions, ...more });
const place = { account: "123456789012", region: "us-east-1" };

describe("where a resource's tags are kept", () => {
  it.each([
    [{ TableName: "t", GlobalSecondaryIndexName: "i" }, "dynamodb:us-east-1:123456789012:table/t"],
    [{ DBInstanceIdentifier: "d" }, "rds:us-east-1:123456789012:db:d"],
    [{ DBClusterIdentifier: "d" }, "rds:us-east-1:123456789012:cluster:d"],
    [{ CacheClusterId: "c-0001-001" }, "elasticache:us-east-1:123456789012:cluster:c-0001-001"],
    [{ ClusterId: "x", NodeId: "x-a" }, "dax:us-east-1:123456789012:cache/x"],
    [{ FunctionName: "f", Resource: "f:live" }, "lambda:us-east-1:123456789012:function:f"],
    [{ function_name: "f" }, "lambda:us-east-1:123456789012:function:f"],
    [{ EndpointName: "Scores", VariantName: "A" }, "sagemaker:us-east-1:123456789012:endpoint/scores"],
    [{ Host: "Train-1/algo-1" }, "sagemaker:us-east-1:123456789012:training-job/train-1"],
    [{ QueueName: "q" }, "sqs:us-east-1:123456789012:q"],
    [{ LoadBalancer: "app/a/1" }, "elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/1"],
    [{ TargetGroup: "targetgroup/t/2", LoadBalancer: "app/a/1" }, "elasticloadbalancing:us-east-1:123456789012:targetgroup/t/2"],
  ])("%j has the ARN arn:aws:%s", (dimensions, rest) => {
    expect(tagHolderOf(of(dimensions), place)).toEqual({ service: "tagging", arn: `arn:aws:${rest}` });
  });

  it("is Auto Scaling for a group, whose tags the tagging API does not give", () => {
    expect(tagHolderOf(of({ AutoScalingGroupName: "g" }, { arn: "arn:aws:autoscaling:…" }), place)).toEqual({
      service: "auto-scaling",
      group: "g",
    });
  });

  it("is the ARN of the inventory where it names one", () => {
    expect(tagHolderOf(of({ TableName: "t" }, { arn: "arn:other" }), place)).toEqual({ service: "tagging", arn: "arn:other" });
  });

  it.each([
    ["cn-north-1", "arn:aws-cn:"],
    ["us-gov-west-1", "arn:aws-us-gov:"],
  ])("is in the partition of %s", (region, prefix) => {
    expect(tagHolderOf(of({ TableName: "t" }), { ...place, region })).toMatchObject({ arn: expect.stringMatching(`^${prefix}`) });
  });

  it.each([[{}], [{ Deployment: "trading", Service: "orders" }]])("is nowhere for %j", (dimensions) => {
    expect(tagHolderOf(of(dimensions), place)).toBeUndefined();
  });
});
