import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "../iam";
import { between, matches, type Problem, prop, validateAllProps } from "../validation";
import { instancePermissions } from "./permissions";
import { type Endpoint, type RuntimeSettings, USER_DATA_LIMIT_BYTES, userData } from "./user-data";

const DEFAULTS = { port: 8080, artifactUri: "", collectorVersion: "v0.47.0" } as const;

export interface ServiceRuntimeProps {
  /** Prefix of the role and the instance profile. */
  readonly name: string;
  /** Value of the dimension `Deployment` of its metrics. */
  readonly deployment: string;
  /** Value of the dimension `Service` of its metrics. */
  readonly service: string;
  /** Twelve digits. */
  readonly account: string;
  /** Region of the instances. */
  readonly region: string;
  /** Log group of the metric lines; the runtime does not make it. */
  readonly logGroupName: string;
  /** Names of the groups that run it; `*` stands for any ending. */
  readonly groupNamePattern: string;
  /** Where the service answers `GET /health`. @default 8080 */
  readonly port?: number;
  /** Further ports where it answers, for target groups of a load balancer; it finds them as `MORE_ENDPOINTS`. @default none */
  readonly endpoints?: readonly Endpoint[];
  /** `s3://bucket/key` of a gzipped tar with an executable `start` at its top. @default the default service of this module */
  readonly artifactUri?: string;
  /** Release of the AWS Distro for OpenTelemetry collector. @default "v0.47.0" */
  readonly collectorVersion?: string;
  /** Variables that the service finds in its environment; literals, not tokens. @default none */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * What runs on an instance, and what it may do: user data and instance profile.
 * @throws InputError with every problem of its props
 */
export class ServiceRuntime extends Construct {
  /** For a launch template. */
  readonly instanceProfileArn: string;
  /** Role of the instances. */
  readonly roleArn: string;
  private readonly roleName: string;
  /** Base64, as a launch template wants it. */
  readonly userData: string;
  /** Where the service answers, as given or by default. */
  readonly port: number;

  constructor(scope: Construct, id: string, props: ServiceRuntimeProps) {
    const settings: RuntimeSettings = {
      deployment: props.deployment,
      service: props.service,
      region: props.region,
      logGroupName: props.logGroupName,
      port: props.port ?? DEFAULTS.port,
      endpoints: props.endpoints ?? [],
      artifactUri: props.artifactUri ?? DEFAULTS.artifactUri,
      collectorVersion: props.collectorVersion ?? DEFAULTS.collectorVersion,
      environment: props.environment ?? {},
    };
    const script = userData(settings);
    validateAllProps(scope, id, [...problems(props), sizeProblem(script)]);
    super(scope, id);

    // EC2 sends no source account when it takes on an instance's role.
    const role = new IamRole(this, "role", {
      name: props.name,
      assumeRolePolicy: policyDocument([{ actions: ["sts:AssumeRole"], principals: { Service: ["ec2.amazonaws.com"] } }]),
    });
    const permissions = instancePermissions({ ...props, artifactUri: settings.artifactUri });
    new IamRolePolicy(this, "permissions", { name: "instance", role: role.id, policy: policyDocument(permissions) });
    this.instanceProfileArn = new IamInstanceProfile(this, "profile", { name: props.name, role: role.name }).arn;
    this.roleArn = role.arn;
    this.roleName = role.name;
    this.userData = Buffer.from(script, "utf8").toString("base64");
    this.port = settings.port;
  }

  /** What the service itself may do, beside logs, metrics, traces and Session Manager. */
  allow(id: string, statements: readonly Statement[]): void {
    new IamRolePolicy(this, `allow_${id}`, { name: id.replaceAll("_", "-"), role: this.roleName, policy: policyDocument(statements) });
  }
}

/** One line of a systemd environment file, without quotes, escapes or Terraform tokens. */
const ENVIRONMENT_VALUE = /^[A-Za-z0-9_.:/@,=-]*$/;

function problems(props: ServiceRuntimeProps): readonly Problem[] {
  return [
    prop("name", props.name, matches(/^[\w+=,.@-]{1,64}$/), "an IAM name of 1 to 64 characters"),
    prop("deployment", props.deployment, matches(/^[a-z][a-z0-9-]*$/), "lower case letters, digits and dashes"),
    prop("service", props.service, matches(/^[A-Za-z][\w-]*$/), "letters, digits, dashes and underscores"),
    prop("account", props.account, matches(/^\d{12}$/), "twelve digits"),
    prop("logGroupName", props.logGroupName, matches(/^[\w./#-]{1,512}$/), "a log group's name"),
    prop("port", props.port, between(1024, 65_535), "1024 to 65535, as the service does not run as root"),
    ...(props.endpoints ?? []).flatMap(({ port, healthCheckPath }) => [
      prop("endpoints.port", port, between(1024, 65_535), "1024 to 65535, as the service does not run as root"),
      prop("endpoints.port", port, (other) => other !== (props.port ?? DEFAULTS.port), "another port than the service's own"),
      prop("endpoints.healthCheckPath", healthCheckPath, matches(/^\/[\w./-]*$/), "a path from the root"),
    ]),
    prop(
      "artifactUri",
      props.artifactUri,
      matches(/^s3:\/\/[a-z0-9.-]{3,63}\/[\w./-]+\.(tar\.gz|tgz)$/),
      "s3://bucket/key of a .tar.gz or .tgz",
    ),
    prop("collectorVersion", props.collectorVersion, matches(/^v\d+\.\d+\.\d+$/), "a release such as v0.47.0"),
    ...Object.entries(props.environment ?? {}).map(([name, value]) =>
      ENVIRONMENT_VALUE.test(value)
        ? undefined
        : `environment.${name}: ${JSON.stringify(value)} is not allowed; it takes a literal without spaces or quotes`,
    ),
  ];
}

const sizeProblem = (script: string): Problem => {
  const bytes = Buffer.byteLength(script, "utf8");
  return bytes <= USER_DATA_LIMIT_BYTES
    ? undefined
    : `user data: ${bytes} bytes; EC2 takes at most ${USER_DATA_LIMIT_BYTES}: shorten environment`;
};
