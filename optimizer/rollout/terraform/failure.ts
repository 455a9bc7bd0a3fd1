import { TerraformError } from "../../../contract";

interface Known {
  readonly pattern: RegExp;
  readonly message: (output: string, directory: string) => string;
  readonly hint: (output: string, directory: string) => string;
}

const field = (output: string, name: string): string => new RegExp(`^\\W*${name}:\\s+(.+?)\\s*$`, "m").exec(output)?.[1] ?? "unknown";

/** What Terraform says when something outside the configuration stands in the way, most telling first. */
const KNOWN: readonly Known[] = [
  {
    // Only with a holder: the lock may as well be out of reach for want of credentials or because of throttling.
    pattern: /Error (?:acquiring the state lock|locking state)[\s\S]*\bWho:[ \t]+\S/,
    message: (o) => `The state is locked by ${field(o, "Who")} (${field(o, "Operation")} since ${field(o, "Created")})`,
    hint: (o, d) =>
      `Wait until that run has ended. If it is dead: terraform -chdir=${d} force-unlock ${field(o, "ID")}. Then start again: the rollout picks up where it was.`,
  },
  {
    pattern: /Saved plan is stale/,
    message: () => "Somebody else applied something between this run's plan and its apply; nothing was applied",
    hint: () => "Let the other run finish, then start again: it is planned and checked anew.",
  },
  {
    pattern: /ExpiredToken|token included in the request is expired|session has expired|SSO.*expired/i,
    message: () => "The AWS credentials have expired",
    hint: () => "Log in again (for example: aws sso login), then start again: the rollout picks up where it was.",
  },
  {
    pattern:
      /No valid credential sources found|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|no EC2 IMDS role found/,
    message: () => "Terraform has no valid AWS credentials",
    hint: () => "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, for the account of this deployment.",
  },
  {
    pattern: /AccessDenied|UnauthorizedOperation|is not authorized to perform/,
    message: () => "AWS refused an action that this apply needs",
    hint: () => "Give the role the named permission, then start again.",
  },
  {
    pattern: /ThrottlingException|Throttling:|Rate exceeded|RequestLimitExceeded|TooManyRequests|ProvisionedThroughputExceeded/,
    message: () => "AWS throttled Terraform's requests beyond its retries",
    hint: () => "Wait a few minutes and start again: what was changed so far is in the state, and the rollout picks up from the ledger.",
  },
  {
    pattern: /Unsupported Terraform Core version/,
    message: () => "This Terraform has another version than the stack requires",
    hint: () => "Install the version in .terraform-version (tfenv and mise read that file).",
  },
  {
    pattern:
      /Failed to query available provider packages|could not query provider registry|registry\.terraform\.io.*(no such host|connection refused|timeout)/i,
    message: () => "Terraform cannot fetch the provider",
    hint: () => "Open the way to registry.terraform.io, or name a filesystem mirror in the file of TF_CLI_CONFIG_FILE.",
  },
  {
    pattern: /connection refused|no such host|dial tcp|i\/o timeout/i,
    message: () => "An AWS endpoint does not answer",
    hint: () => "Check the network, and AWS_ENDPOINT_URL if it is set.",
  },
];

const INIT_NEEDED =
  /Backend initialization required|please run "terraform init"|Inconsistent dependency lock file|Required plugins are not installed|Module not installed|Backend configuration changed/i;

export const needsInit = (output: string): boolean => INIT_NEEDED.test(output);

const LINES_SHOWN = 10;

/** Terraform's own words without frames and blank lines. */
const errorLines = (output: string): readonly string[] =>
  output
    .split("\n")
    .map((line) => line.replace(/^[│╷╵\s]+/, "").trimEnd())
    .filter((line) => line !== "" && !line.startsWith("Releasing state lock"));

/** The error that a person gets for what a Terraform command printed to stderr. */
export function terraformFailure(command: string, stderr: string, directory: string): TerraformError {
  const known = KNOWN.find(({ pattern }) => pattern.test(stderr));
  const lines = errorLines(stderr);
  const problems = known === undefined ? lines.slice(0, LINES_SHOWN) : lines.filter((line) => line.startsWith("Error")).slice(0, 3);
  return new TerraformError(known?.message(stderr, directory) ?? `terraform ${command} failed in ${directory}`, {
    problems,
    hint: known?.hint(stderr, directory) ?? `Run it by hand for the full output: terraform -chdir=${directory} ${command}`,
  });
}
