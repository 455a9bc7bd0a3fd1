import type { AutoScalingGroupProps } from "../../../modules/auto-scaling-group";

/** Properties that are all fine. */
export const groupProps: AutoScalingGroupProps = {
  name: "orders",
  zones: ["a", "b", "c"].map((name) => ({ name, subnetId: `subnet-0${name}` })),
  minSize: 15,
  maxSize: 30,
  desiredCapacity: 20,
  targetCpuPercent: 50,
  instanceType: "c6i.8xlarge",
  amiId: "ami-0123456789abcdef0",
  instanceProfileArn: "arn:aws:iam::123456789012:instance-profile/orders",
  securityGroupIds: ["sg-0123456789abcdef0"],
  userData: "IyEvYmluL2Jhc2gK",
  volumeSizeGib: 100,
  volumeIops: 10_000,
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1",
  tags: { Component: "order_service" },
};
