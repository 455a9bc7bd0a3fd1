import { configSchema, type DeploymentConfig, InputError, STACK_NAMES, type StackName, stackOf, type TrimtabConfig } from "../../contract";
import { parseJson, readIfPresent } from "./files";
import { deploymentIn } from "./regions";

export const CONFIG_FILE = "trimtab.config.json";
const DEFAULT_VPC_CIDR = "10.0.0.0/16";
/** Beginning of names of everything that the deployment has, and a part of paths; a region and a part's own name come behind it. */
const LONGEST_NAME = 40;
const NAME = new RegExp(`^(?=.{1,${LONGEST_NAME}}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$`);

/** One deployment with everything that its stack needs to know of the configuration. */
export interface Deployment {
  readonly name: string;
  readonly stack: StackName;
  readonly organization: string;
  readonly environment: string;
  /** Twelve digits. */
  readonly account: string;
  /** The primary region, where the stack's own resources stand. */
  readonly region: string;
  readonly regions: readonly string[];
  readonly vpcCidr: string;
  readonly backend: "s3" | "local";
  /** Whether databases, tables and buckets refuse to be deleted. */
  readonly protection: boolean;
  /** Value of the tag `Phase`. */
  readonly phase: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly state: TrimtabConfig["state"];
  readonly providerVersion: string;
}

/** @throws InputError with every problem of the file */
export function loadConfig(file: string): readonly Deployment[] {
  const bytes = readIfPresent(file);
  if (bytes === undefined) {
    throw new InputError(`${file} does not exist`, { hint: `create it: accounts, regions and the state bucket stand there` });
  }
  return deploymentsOf(parseJson(bytes.toString("utf8"), file), file);
}

export function deploymentsOf(content: unknown, file: string): readonly Deployment[] {
  const parsed = configSchema.safeParse(content);
  if (!parsed.success) {
    throw new InputError(`${file} has ${parsed.error.issues.length} problem(s)`, {
      problems: parsed.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`),
      hint: "docs/configuration.md lists what the file takes",
    });
  }
  const config = parsed.data;
  const found = Object.entries(config.deployments).map(([name, deployment]) => deploymentOf(config, name, deployment));
  const problems = [...found.filter((each) => typeof each === "string"), ...takenNames(config)];
  if (problems.length > 0) throw new InputError(`${file} has ${problems.length} problem(s)`, { problems });
  return found.filter((each) => typeof each !== "string");
}

function deploymentOf(config: TrimtabConfig, name: string, given: DeploymentConfig): Deployment | string {
  const stack = stackOf(name);
  const [region] = given.regions;
  if (stack === undefined) return `deployments.${name}: the name must be one of ${STACK_NAMES.join(", ")}, or start with it and a dash`;
  if (!NAME.test(name)) return `deployments.${name}: the name takes lower case letters, digits and single dashes, at most ${LONGEST_NAME}`;
  if (region === undefined) return `deployments.${name}.regions: name at least one`;
  return {
    name,
    stack,
    organization: config.organization,
    environment: given.environment,
    account: given.account,
    region,
    regions: given.regions,
    vpcCidr: given.vpcCidr ?? DEFAULT_VPC_CIDR,
    backend: given.backend ?? "s3",
    protection: given.protection ?? given.environment === "prod",
    phase: given.phase ?? "baseline",
    settings: given.settings ?? {},
    state: config.state,
    providerVersion: config.providerVersion,
  };
}

/** What stands in a further region of a deployment is named after both; another deployment of that name would be taken for it. */
const takenNames = ({ deployments }: TrimtabConfig): readonly string[] =>
  Object.entries(deployments).flatMap(([name, { regions }]) =>
    regions.slice(1).flatMap((region) => {
      const taken = deploymentIn({ name, region: regions[0] ?? "" }, region).name;
      return taken in deployments ? [`deployments.${taken}: the name is that of ${name} in ${region}; give it another one`] : [];
    }),
  );
