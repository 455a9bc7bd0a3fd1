/** One statement of an IAM policy. */
export interface Statement {
  /** Name of the statement, letters and digits. */
  readonly sid?: string;
  /** Whether the actions are allowed or denied. @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** `service:Action`, `*` for any ending. */
  readonly actions: readonly string[];
  /** Absent in a trust policy. */
  readonly resources?: readonly string[];
  /** Absent in an identity's policy; `"*"` is everybody, to be narrowed by a condition. */
  readonly principals?: "*" | Readonly<Partial<Record<"AWS" | "Service" | "Federated", readonly string[]>>>;
  /** Operator → condition key → values. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An IAM policy document in JSON; tokens may stand anywhere. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect, actions, resources, principals, conditions }) => ({
      Sid: sid,
      Effect: effect ?? "Allow",
      Principal: principals,
      Action: actions,
      Resource: resources,
      Condition: conditions,
    })),
  });
}

/** Lets a service take on a role, for this account's resources only (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html). */
export const trustService = (service: string, account: string): string =>
  policyDocument([
    {
      actions: ["sts:AssumeRole"],
      principals: { Service: [service] },
      conditions: { StringEquals: { "aws:SourceAccount": account } },
    },
  ]);
