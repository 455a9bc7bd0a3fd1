import { DynamodbTable as AwsDynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { conditional, Op, Token } from "cdktf";
import { Construct } from "constructs";
import { between, matches, oneOf, prop, validateAllProps } from "../validation";
import { type Bounds, CapacityScaling, type TableCapacity } from "./autoscaling";

export type { Bounds, TableCapacity } from "./autoscaling";

export interface Key {
  readonly hashKey: string;
  /** @default none: the hash key alone identifies an item */
  readonly rangeKey?: string;
}

export interface DynamodbTableProps extends Key {
  readonly name: string;
  /** Global secondary indexes by name; all project every attribute. @default none */
  readonly indexes?: Readonly<Record<string, Key>>;
  /** `PAY_PER_REQUEST` or `PROVISIONED`; may be a token. */
  readonly billingMode: string;
  /**
   * Bounds of autoscaling while the table is provisioned. Autoscaling then owns the units of the table and of its indexes, and
   * Terraform leaves both alone. @default none: the table may only be on demand
   */
  readonly capacity?: TableCapacity;
  /** Consumed over provisioned units at which autoscaling aims, 20 to 90 percent. @default 70 */
  readonly targetUtilizationPercent?: number;
  readonly kmsKeyArn: string;
  /** Whether the table refuses to be deleted. */
  readonly protection: boolean;
  /** Whether changes are published, with the old and the new image. @default true */
  readonly stream?: boolean;
  /** Attribute that holds the epoch second after which an item may go. @default none */
  readonly timeToLiveAttribute?: string;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

const BILLING_MODES = ["PAY_PER_REQUEST", "PROVISIONED"];
const MOST_INDEXES = 20;

/** A table with string keys, encrypted by a customer's key, restorable to any second of the last 35 days. */
export class DynamodbTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;
  readonly streamArn: string;
  readonly indexNames: readonly string[];

  constructor(scope: Construct, id: string, props: DynamodbTableProps) {
    super(scope, id);
    const indexes = Object.entries(props.indexes ?? {});
    validateAllProps(scope, id, [
      prop("name", props.name, matches(/^[A-Za-z0-9_.-]{3,255}$/), "3 to 255 letters, digits, dots, dashes and underscores"),
      prop("billingMode", props.billingMode, oneOf(...BILLING_MODES), `one of ${BILLING_MODES.join(", ")}`),
      prop("indexes", indexes.length, between(0, MOST_INDEXES), `at most ${MOST_INDEXES} indexes`),
      prop("targetUtilizationPercent", props.targetUtilizationPercent, between(20, 90), "20 to 90 percent"),
      props.capacity === undefined && !Token.isUnresolved(props.billingMode) && props.billingMode === "PROVISIONED"
        ? "capacity: a provisioned table needs it"
        : undefined,
    ]);
    const { capacity, stream = true } = props;
    const provisioned = Op.eq(props.billingMode, "PROVISIONED");
    const whenProvisioned = (units: number) => Token.asNumber(conditional(provisioned, units, Token.nullValue()));
    const unitsOf = (read: Bounds | undefined, write: Bounds | undefined) =>
      read === undefined || write === undefined
        ? {}
        : { readCapacity: whenProvisioned(read.min), writeCapacity: whenProvisioned(write.min) };

    const table = new AwsDynamodbTable(this, "table", {
      name: props.name,
      billingMode: props.billingMode,
      ...keyOf(props),
      ...unitsOf(capacity?.read, capacity?.write),
      attribute: attributesOf([props, ...indexes.map(([, key]) => key)]),
      globalSecondaryIndex: indexes.map(([name, key]) => ({
        name,
        ...keyOf(key),
        projectionType: "ALL",
        ...unitsOf(capacity?.indexRead, capacity?.write),
      })),
      streamEnabled: stream,
      ...(stream ? { streamViewType: "NEW_AND_OLD_IMAGES" } : {}),
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: props.kmsKeyArn },
      ...(props.timeToLiveAttribute === undefined ? {} : { ttl: { enabled: true, attributeName: props.timeToLiveAttribute } }),
      deletionProtectionEnabled: props.protection,
      tags: { ...props.tags },
      // Indexes are one block to the provider: to leave their units to autoscaling is to leave all of them alone.
      ...(capacity === undefined ? {} : { lifecycle: { ignoreChanges: ["read_capacity", "write_capacity", "global_secondary_index"] } }),
    });
    this.tableName = table.name;
    this.tableArn = table.arn;
    this.streamArn = table.streamArn;
    this.indexNames = indexes.map(([name]) => name);

    if (capacity !== undefined) {
      new CapacityScaling(this, "scaling", {
        tableName: table.name,
        indexNames: this.indexNames,
        capacity,
        when: provisioned,
        targetUtilizationPercent: props.targetUtilizationPercent ?? 70,
      });
    }
  }
}

const keyOf = ({ hashKey, rangeKey }: Key): Key => (rangeKey === undefined ? { hashKey } : { hashKey, rangeKey });

/** DynamoDB wants each key attribute declared, once, and no other. */
function attributesOf(keys: readonly Key[]): { name: string; type: string }[] {
  const names = new Set(keys.flatMap(({ hashKey, rangeKey }) => (rangeKey === undefined ? [hashKey] : [hashKey, rangeKey])));
  return [...names].map((name) => ({ name, type: "S" }));
}
