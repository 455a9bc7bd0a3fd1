import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import type { Construct } from "constructs";

const ENGINE = "redis";

export interface IamUser {
  readonly userGroupId: string;
  /** Name to log in with; the password is a signed request of the caller's role. */
  readonly userName: string;
  readonly userArn: string;
}

/**
 * One user who logs in by IAM, and the `default` user that every group must have, switched off.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export function iamUser(scope: Construct, name: string, accessString: string): IamUser {
  const off = new ElasticacheUser(scope, "default_user", {
    userId: `${name}-off`,
    userName: "default",
    engine: ENGINE,
    accessString: "off ~keys* -@all",
    noPasswordRequired: true,
  });
  const service = new ElasticacheUser(scope, "service_user", {
    userId: `${name}-user`,
    userName: `${name}-user`,
    engine: ENGINE,
    accessString,
    authenticationMode: { type: "iam" },
  });
  const group = new ElasticacheUserGroup(scope, "users", {
    userGroupId: name,
    engine: ENGINE,
    userIds: [off.userId, service.userId],
  });
  return { userGroupId: group.userGroupId, userName: service.userName, userArn: service.arn };
}
