import { type Statement, useKeyThrough } from "../../modules/iam";

const READ = ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem"];
const WRITE = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];
const on = (service: string, actions: readonly string[]): readonly string[] => actions.map((action) => `${service}:${action}`);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html#dynamodb-kms-authz */
const TABLE_KEY_ACTIONS = ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"];

/** Reading and writing items, by key or query: no scans, no administration. */
export const itemActions = (service: "dynamodb" | "dax"): readonly string[] => on(service, [...READ, ...WRITE]);

/** Items of tables and their indexes, with the key that encrypts them. */
export const useTables = (tableArns: readonly string[], { dataKeyArn, region }: { readonly dataKeyArn: string; readonly region: string }) =>
  [
    { sid: "Tables", actions: itemActions("dynamodb"), resources: tableArns },
    { sid: "Indexes", actions: ["dynamodb:Query"], resources: tableArns.map((arn) => `${arn}/index/*`) },
    useKeyThrough({ sid: "TablesKey", keyArn: dataKeyArn, service: "dynamodb", region, actions: on("kms", TABLE_KEY_ACTIONS) }),
  ] as const satisfies readonly Statement[];

/** Items of tables without indexes, each encrypted by a key of its own: one policy for all, as IAM limits what a role's hold together. */
export const useKeyedTables = (tables: readonly { readonly tableArn: string; readonly keyArn: string }[], region: string) =>
  [
    { sid: "KeyedTables", actions: itemActions("dynamodb"), resources: tables.map(({ tableArn }) => tableArn) },
    useKeyThrough({
      sid: "KeyedTablesKeys",
      keyArn: tables.map(({ keyArn }) => keyArn),
      service: "dynamodb",
      region,
      actions: on("kms", TABLE_KEY_ACTIONS),
    }),
  ] as const satisfies readonly Statement[];

/** Logging in to a database by IAM, as one user. @param resourceId of the instance or the cluster */
export const logInToDatabase = (
  { account, region }: { readonly account: string; readonly region: string },
  resourceId: string,
  user: string,
): Statement => ({
  sid: "DatabaseLogin",
  actions: ["rds-db:connect"],
  resources: [`arn:aws:rds-db:${region}:${account}:dbuser:${resourceId}/${user}`],
});

/** Logging in to Redis by IAM, and asking where it is. */
export const useCache = ({ replicationGroupArn, userArn }: { readonly replicationGroupArn: string; readonly userArn: string }) => ({
  login: { sid: "CacheLogin", actions: ["elasticache:Connect"], resources: [replicationGroupArn, userArn] },
  endpoints: { sid: "CacheEndpoints", actions: ["elasticache:DescribeReplicationGroups"], resources: [replicationGroupArn] },
});
