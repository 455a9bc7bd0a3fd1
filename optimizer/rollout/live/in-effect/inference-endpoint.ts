import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  type DescribeEndpointOutput,
  EndpointStatus,
  type ProductionVariantSummary,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { TerraformError, type TunableValue } from "../../../../contract";
import { clientOptions, DEFAULT_PATIENCE } from "../../../telemetry/aws/client";
import { allOf, identifiersIn, type Watch } from "./subject";

/** Whether the endpoints have what a turn gave them. */
export const watchEndpoints: Watch = (subject) => {
  const { turn, region, resources } = subject;
  const client = new SageMakerClient(clientOptions(region, DEFAULT_PATIENCE));
  const endpoints = identifiersIn(subject, "variant", "EndpointName");
  const variantsOf = (endpoint: string): readonly string[] =>
    resources.flatMap(({ dimensions: { EndpointName, VariantName } }) => (EndpointName === endpoint ? (VariantName ?? []) : []));
  return () =>
    allOf(
      endpoints.map((endpoint) => endpointOutstanding(client, { endpoint, variants: variantsOf(endpoint) }, turn.tunable, turn.delta.to)),
    );
};

/** An endpoint with its production variants. */
export interface EndpointVariants {
  readonly endpoint: string;
  readonly variants: readonly string[];
}

const { IN_SERVICE, FAILED, UPDATE_ROLLBACK_FAILED } = EndpointStatus;
const ENDED_BADLY: readonly (string | undefined)[] = [FAILED, UPDATE_ROLLBACK_FAILED];

/**
 * In effect when the endpoint is in service, and its variants have what was turned: the instance type of the configuration in use, a number
 * of instances within their bounds. An update that SageMaker takes back ends in service, too, on the former configuration.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 * @throws TerraformError when the update has failed or was taken back: waiting is of no use
 */
export async function endpointOutstanding(
  client: SageMakerClient,
  { endpoint, variants }: EndpointVariants,
  tunable: string,
  to: TunableValue,
): Promise<readonly string[]> {
  const found = await client.send(new DescribeEndpointCommand({ EndpointName: endpoint }));
  if (ENDED_BADLY.includes(found.EndpointStatus)) throw failed(endpoint, `it is ${found.EndpointStatus}`, found.FailureReason);
  if (found.EndpointStatus !== IN_SERVICE) return [`${endpoint} is ${found.EndpointStatus}`];
  const inUse = (found.ProductionVariants ?? []).filter(({ VariantName = "" }) => variants.includes(VariantName));
  const missing = variants.filter((name) => !inUse.some(({ VariantName }) => VariantName === name));
  if (missing.length > 0) return missing.map((name) => `${endpoint} has no variant ${name}`);
  switch (tunable) {
    case "instance_type":
      return onType(client, found, variants, to);
    case "min_instances":
      return inUse.flatMap((variant) => (countOf(variant) >= Number(to) ? [] : [`${nameOf(endpoint, variant)}, not ${to} yet`]));
    case "max_instances":
      return inUse.flatMap((variant) => (countOf(variant) <= Number(to) ? [] : [`${nameOf(endpoint, variant)}, more than ${to} still`]));
    default:
      return [];
  }
}

const countOf = ({ CurrentInstanceCount = 0 }: ProductionVariantSummary): number => CurrentInstanceCount;
const nameOf = (endpoint: string, variant: ProductionVariantSummary): string =>
  `${endpoint}: ${variant.VariantName} has ${countOf(variant)} instances`;

async function onType(
  client: SageMakerClient,
  { EndpointName = "", EndpointConfigName, PendingDeploymentSummary }: DescribeEndpointOutput,
  variants: readonly string[],
  to: TunableValue,
): Promise<readonly string[]> {
  const { ProductionVariants = [] } = await client.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  const others = ProductionVariants.filter(({ VariantName = "", InstanceType }) => variants.includes(VariantName) && InstanceType !== to);
  const problems = others.map(
    ({ VariantName, InstanceType }) => `${EndpointName}: ${VariantName} runs on ${InstanceType}, not on ${to} yet`,
  );
  if (problems.length > 0 && PendingDeploymentSummary === undefined)
    throw failed(
      EndpointName,
      `it is in service on the configuration ${EndpointConfigName}, without ${to}`,
      "SageMaker has taken the update back",
    );
  return problems;
}

const failed = (endpoint: string, what: string, reason: string | undefined): TerraformError =>
  new TerraformError(`${endpoint}: ${what}`, {
    problems: reason === undefined ? [] : [reason],
    hint: "Roll the phase back with trimtab rollout rollback. Terraform took the update for done: look first whether the configuration in use still exists.",
  });
