import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Aspects } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { policyDocument } from "../iam";
import { matches, prop, validateAllProps } from "../validation";
import { beyond } from "./allowed-actions";

export interface PermissionsBoundaryProps {
  /** Of the policy: an IAM name of 1 to 128 characters. */
  readonly name: string;
  /** What the policy is for, as IAM shows it. */
  readonly description: string;
  /** Twelve digits. */
  readonly account: string;
  /** Where the roles work. */
  readonly regions: readonly string[];
  /** All that any of the roles may ever do: `dynamodb:GetItem`, `logs:Put*`. */
  readonly actions: readonly string[];
}

const MOST_CHARACTERS = 6_144;
/** By these a role could make itself another one, outside the boundary. */
const ACTION = /^(?!iam:|sts:|organizations:|account:)[a-z0-9-]+:(?!\*$)[A-Za-z*]+$/;

/**
 * The most that the roles of a stack can be allowed, whatever their own policies say: these actions, in these regions, on resources of
 * this account (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
 * @throws InputError with every problem of its props
 */
export class PermissionsBoundary extends Construct {
  /** Of the policy, for roles that are made elsewhere. */
  readonly arn: string;
  private readonly actions: readonly string[];

  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    const { name, description, account, regions, actions } = props;
    const document = policyDocument([
      {
        sid: "Boundary",
        actions,
        resources: ["*"],
        // Some actions know neither.
        conditions: { StringEqualsIfExists: { "aws:ResourceAccount": account, "aws:RequestedRegion": regions } },
      },
    ]);
    validateAllProps(scope, id, [
      prop("name", name, matches(/^[\w+=,.@-]{1,128}$/), "an IAM name of 1 to 128 characters"),
      prop("account", account, matches(/^\d{12}$/), "twelve digits"),
      prop("regions", regions, (all) => all.length > 0, "at least one region"),
      prop("actions", actions, (all) => all.length > 0, "at least one action"),
      ...actions.map((action) =>
        prop("actions", action, matches(ACTION), "service:Action of one service, none of IAM, STS or the organization's"),
      ),
      prop("actions", document.length, (length) => length <= MOST_CHARACTERS, `a policy of at most ${MOST_CHARACTERS} characters`),
    ]);
    super(scope, id);
    this.actions = actions;
    this.arn = new IamPolicy(this, "policy", { name, description, policy: document }).arn;
  }

  /**
   * Bounds every role under a construct. An action that a role's own policy allows and the boundary does not would be denied without a
   * word when it is first called: synth refuses it.
   */
  applyTo(scope: IConstruct): void {
    Aspects.of(scope).add({
      visit: (construct) => {
        if (construct instanceof IamRole && construct.permissionsBoundaryInput === undefined) construct.permissionsBoundary = this.arn;
      },
    });
    scope.node.addValidation({ validate: () => this.beyondIn(scope) });
  }

  private beyondIn(scope: IConstruct): string[] {
    return scope.node
      .findAll()
      .filter((construct) => construct instanceof IamRolePolicy)
      .flatMap(({ node, policyInput }) => {
        const denied = policyInput === undefined ? [] : beyond(this.actions, policyInput);
        return denied.map((action) => `${node.path} allows ${action}, which the permissions boundary does not`);
      });
  }
}
