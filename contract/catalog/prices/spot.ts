import type { Component } from "../../component";

/** EC2 instances whose spot price says something about a component. */
export interface SpotMarket {
  /** Of the on-demand price that the component pays otherwise: `sagemaker:training:ml.g5.2xlarge`. */
  readonly key: string;
  /** EC2's: `g5.2xlarge`. */
  readonly instanceType: string;
}

const ML = /^ml\.(?=.)/;

/**
 * Where a setting puts the component on spot capacity, the EC2 instance types beneath those it may run on. Groups have no such setting.
 * SageMaker has no spot market of its own: managed spot training is billed for less time, not by EC2's price, so that what EC2
 * charges for the same hardware is an indication and no more. https://docs.aws.amazon.com/sagemaker/latest/dg/model-managed-spot-training.html
 */
export function spotMarketsOf(component: Component): readonly SpotMarket[] {
  if (component.kind !== "training-job") return [];
  return component.tunables.instance_type.ladder.map((type) => ({ key: `sagemaker:training:${type}`, instanceType: type.replace(ML, "") }));
}
