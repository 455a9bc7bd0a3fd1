import { DynamodbTable as AwsDynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { conditional, type IResolvable, Op, ref, TerraformCount, Token } from "cdktf";
import { Construct } from "constructs";
import { between, matches, oneOf, type Problem, prop, validateAllProps } from "../validation";
import { type Bounds, CapacityScaling, type TableCapacity } from "./autoscaling";
import { type Key, keyOf, namesIn } from "./key";
import { presentIndexBlocks } from "./present-indexes";

export type { Bounds, TableCapacity } from "./autoscaling";
export type { Key } from "./key";

export interface DynamodbTableProps extends Key {
  /** 3 to 255 letters, digits, dots, dashes and underscores. */
  readonly name: string;
  /** Global secondary indexes by name; all project every attribute. @default none */
  readonly indexes?: Readonly<Record<string, Key>>;
  /**
   * Names of those `indexes` that are there; may be a token, whose members then decide at plan time. Not with `capacity`.
   * @default all of them
   */
  readonly presentIndexes?: readonly string[];
  /** `PAY_PER_REQUEST` or `PROVISIONED`; may be a token. */
  readonly billingMode: string;
  /**
   * Bounds of autoscaling while the table is provisioned. Autoscaling then owns the units of the table and of its indexes, and
   * Terraform leaves both alone. @default none: the table may only be on demand
   */
  readonly capacity?: TableCapacity;
  /** Consumed over provisioned units at which autoscaling aims, 20 to 90 percent. @default 70 */
  readonly targetUtilizationPercent?: number;
  /** Encrypts the table, its indexes, stream and backups. */
  readonly kmsKeyArn: string;
  /** Whether the table refuses to be deleted. */
  readonly protection: boolean;
  /** Whether changes are published, with the old and the new image; may be a token. @default true */
  readonly stream?: boolean | IResolvable;
  /** Attribute that holds the epoch second after which an item may go. @default none */
  readonly timeToLiveAttribute?: string;
  /** Whether there is a table, decided at plan time; what it is known by is null while there is none. @default there is one */
  readonly when?: IResolvable;
  /** Of the table, beside the provider's default tags. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

const BILLING_MODES = ["PAY_PER_REQUEST", "PROVISIONED"];
const MOST_INDEXES = 20;
const VIEW = "NEW_AND_OLD_IMAGES";

/**
 * A table with string keys, encrypted by a customer's key, restorable to any second of the last 35 days.
 * @throws InputError with every problem of its props
 */
export class DynamodbTable extends Construct {
  /** The name it was given, once the table exists. */
  readonly tableName: string;
  /** Of the table; an index is `<tableArn>/index/<name>`. */
  readonly tableArn: string;
  /** Of the stream, for consumers; empty without one. */
  readonly streamArn: string;
  /** Of all its `indexes`, whether they are there or not. */
  readonly indexNames: readonly string[];

  constructor(scope: Construct, id: string, props: DynamodbTableProps) {
    super(scope, id);
    const indexes = Object.entries(props.indexes ?? {});
    validateAllProps(scope, id, [
      prop("name", props.name, matches(/^[A-Za-z0-9_.-]{3,255}$/), "3 to 255 letters, digits, dots, dashes and underscores"),
      prop("billingMode", props.billingMode, oneOf(...BILLING_MODES), `one of ${BILLING_MODES.join(", ")}`),
      prop("indexes", indexes.length, between(0, MOST_INDEXES), `at most ${MOST_INDEXES} indexes`),
      prop("targetUtilizationPercent", props.targetUtilizationPercent, between(20, 90), "20 to 90 percent"),
      props.capacity !== undefined && props.when !== undefined ? "when: not with capacity, whose scaling would want a table" : undefined,
      props.capacity === undefined && !Token.isUnresolved(props.billingMode) && props.billingMode === "PROVISIONED"
        ? "capacity: a provisioned table needs it"
        : undefined,
      ...presenceProblems(
        props,
        indexes.map(([name]) => name),
      ),
    ]);
    const { capacity, presentIndexes, stream = true } = props;
    const provisioned = Op.eq(props.billingMode, "PROVISIONED");
    const whenProvisioned = (units: number) => Token.asNumber(conditional(provisioned, units, Token.nullValue()));
    const unitsOf = (read: Bounds | undefined, write: Bounds | undefined) =>
      read === undefined || write === undefined
        ? {}
        : { readCapacity: whenProvisioned(read.min), writeCapacity: whenProvisioned(write.min) };

    const table = new AwsDynamodbTable(this, "table", {
      ...(props.when === undefined ? {} : { count: TerraformCount.of(Token.asNumber(conditional(props.when, 1, 0))) }),
      name: props.name,
      billingMode: props.billingMode,
      ...keyOf(props),
      ...unitsOf(capacity?.read, capacity?.write),
      ...(presentIndexes === undefined
        ? {
            attribute: attributesOf([props, ...indexes.map(([, key]) => key)]),
            globalSecondaryIndex: indexes.map(([name, key]) => ({
              name,
              ...keyOf(key),
              projectionType: "ALL",
              ...unitsOf(capacity?.indexRead, capacity?.write),
            })),
          }
        : presentIndexBlocks(props, indexes, presentIndexes)),
      ...streamOf(stream),
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: props.kmsKeyArn },
      ...(props.timeToLiveAttribute === undefined ? {} : { ttl: { enabled: true, attributeName: props.timeToLiveAttribute } }),
      deletionProtectionEnabled: props.protection,
      tags: { ...props.tags },
      // Indexes are one block to the provider: to leave their units to autoscaling is to leave all of them alone.
      ...(capacity === undefined ? {} : { lifecycle: { ignoreChanges: ["read_capacity", "write_capacity", "global_secondary_index"] } }),
    });
    const counted = `${table.terraformResourceType}.${table.friendlyUniqueId}[*]`;
    const attribute = (name: string, known: string): string =>
      props.when === undefined ? known : Token.asString(ref(`one(${counted}.${name})`));
    this.tableName = attribute("name", table.name);
    this.tableArn = attribute("arn", table.arn);
    this.streamArn = attribute("stream_arn", table.streamArn);
    this.indexNames = indexes.map(([name]) => name);

    if (capacity !== undefined) {
      new CapacityScaling(this, "scaling", {
        tableName: this.tableName,
        indexNames: this.indexNames,
        capacity,
        when: provisioned,
        targetUtilizationPercent: props.targetUtilizationPercent ?? 70,
      });
    }
  }
}

function presenceProblems({ presentIndexes, capacity }: DynamodbTableProps, known: readonly string[]): readonly Problem[] {
  if (presentIndexes === undefined) return [];
  const isKnown = (name: string): boolean => Token.isUnresolved(name) || known.includes(name);
  return [
    prop("presentIndexes", presentIndexes, (names) => names.every(isKnown), `names of indexes: ${known.join(", ") || "none"}`),
    capacity === undefined ? undefined : "presentIndexes: not with capacity, as Terraform leaves the indexes of such a table alone",
  ];
}

/** A view may be named only where there is a stream. */
function streamOf(stream: boolean | IResolvable) {
  if (Token.isUnresolved(stream)) {
    return { streamEnabled: stream, streamViewType: Token.asString(conditional(stream, VIEW, Token.nullValue())) };
  }
  return { streamEnabled: stream, ...(stream === true ? { streamViewType: VIEW } : {}) };
}

/** DynamoDB wants each key attribute declared, once, and no other. */
const attributesOf = (keys: readonly Key[]): { name: string; type: string }[] => [...namesIn(keys)].map((name) => ({ name, type: "S" }));
