import { AwsError, TrimtabError } from "../../../contract";

interface Explanation {
  readonly says: string;
  readonly hint: string;
}

export const CHECK_ENDPOINT =
  "check the network, the region, and AWS_ENDPOINT_URL and its variants (AWS_ENDPOINT_URL_CLOUDWATCH…) where set";

const EXPIRED: Explanation = {
  says: "the AWS credentials have expired or are not valid",
  hint: "sign in again (for example `aws sso login`), then repeat the command",
};
const DENIED: Explanation = {
  says: "access was denied",
  hint: "the read role needs cloudwatch:GetMetricData, and who runs pricing:GetProducts: docs/accounts.md has the policies",
};
const THROTTLED: Explanation = {
  says: "calls were throttled until all retries were used up",
  hint: "wait a minute, lower the load of other tools on the account's quota, or look back on fewer days with --days",
};
const UNREACHABLE: Explanation = { says: "the endpoint cannot be reached", hint: CHECK_ENDPOINT };
const NO_URL: Explanation = { says: "the endpoint is no URL", hint: "give AWS_ENDPOINT_URL and its variants as https://host[:port]" };
const SILENT: Explanation = { says: "the endpoint did not answer in time", hint: CHECK_ENDPOINT };
const MALFORMED: Explanation = {
  says: "an answer was cut short or not as documented",
  hint: "repeat the command; if it stays, look at what stands between this machine and AWS, such as a proxy",
};
const NO_CREDENTIALS: Explanation = {
  says: "there are no AWS credentials",
  hint: "sign in (for example `aws sso login`), or set AWS_PROFILE",
};
const NO_REGION: Explanation = { says: "no region is set", hint: "name it in trimtab.config.json or with --region" };

/** By the name or code that the SDK, the service or Node gives. */
const EXPLANATIONS: ReadonlyMap<string, Explanation> = new Map([
  ...["CredentialsProviderError", "ProviderError", "CredentialUnavailableError"].map((name) => [name, NO_CREDENTIALS] as const),
  ...[
    "ExpiredToken",
    "ExpiredTokenException",
    "TokenRefreshRequired",
    "RequestExpired",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "IncompleteSignature",
    "AuthFailure",
  ].map((name) => [name, EXPIRED] as const),
  ...["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized", "OptInRequired"].map(
    (name) => [name, DENIED] as const,
  ),
  ...[
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "LimitExceededException",
    "LimitExceededFault",
  ].map((name) => [name, THROTTLED] as const),
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ECONNRESET", "EPIPE"].map(
    (name) => [name, UNREACHABLE] as const,
  ),
  ...["TimeoutError", "AbortError", "ETIMEDOUT"].map((name) => [name, SILENT] as const),
  ["MalformedAnswer", MALFORMED],
  ["ERR_INVALID_URL", NO_URL],
  ["Region is missing", NO_REGION],
]);

/** The first explanation for the error or for one of those that caused it. */
function explain(error: Error): Explanation | undefined {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // Where the SDK has to wrap an error of the network, its code is left in the message only.
  const inMessage = [...EXPLANATIONS.keys()].find((name) => name.startsWith("E") && error.message.includes(`${name} `)) ?? error.message;
  const known = EXPLANATIONS.get(code) ?? EXPLANATIONS.get(error.name) ?? EXPLANATIONS.get(inMessage);
  return known ?? (error.cause instanceof Error ? explain(error.cause) : undefined);
}

/** Turns whatever a call to AWS ended with into one message that says what to do. @param doing `reading CloudWatch in us-east-1` */
export function awsFailure(doing: string, error: unknown): TrimtabError {
  if (error instanceof TrimtabError) return error;
  if (!(error instanceof Error)) return new AwsError(`${doing} failed: ${String(error)}`);
  const known = explain(error);
  const detail = firstLine(error.message) || error.name;
  if (known === undefined) return new AwsError(`${doing} failed: ${error.name}: ${detail}`, { cause: error });
  return new AwsError(`${doing} failed: ${known.says}`, { problems: [`${error.name}: ${detail}`], hint: known.hint, cause: error });
}

export const isThrottled = (error: unknown): boolean => error instanceof Error && explain(error) === THROTTLED;

export const isAccessDenied = (error: unknown): boolean => error instanceof Error && explain(error) === DENIED;

/** What a call ended with, in a line; where it was refused, the action that the role lacks. */
export function reasonOf(error: unknown, action: string): string {
  if (error instanceof TrimtabError) return error.message;
  if (isAccessDenied(error)) return `the role may not read it (${action})`;
  return error instanceof Error ? `${error.name}: ${firstLine(error.message)}` : String(error);
}

const firstLine = (text: string): string => text.split("\n")[0]?.slice(0, 200) ?? "";
