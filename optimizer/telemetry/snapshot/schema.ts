import { z } from "zod";
import type { Values } from "../../../contract";
import type { Pins } from "./facts";
import type { CapacityChange, Price, PriceBook, SnapshotManifest, SpotHistory, TagBook } from "./types";

export const MANIFEST_VERSION = 2;

const epoch = z.number().int().nonnegative();
const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits");

/** Files are fetched to where their names say: one that leads out of the snapshot's folder is none. */
const fileName = z.string().regex(/^[a-z][a-z0-9-]*\.(json|parquet)$/, "the name of a file of a snapshot");

const grid = z.strictObject({
  periodSeconds: z.union([z.literal(60), z.literal(300), z.literal(3600)]),
  startEpoch: epoch,
  length: count,
});

export const manifestSchema: z.ZodType<SnapshotManifest> = z.strictObject({
  version: z.literal(MANIFEST_VERSION),
  deployment: z.string(),
  source: z.enum(["aws", "simulator", "csv"]),
  clockSkewSeconds: z.int().exactOptional(),
  reread: z.strictObject({ seconds: count, compared: count, changed: count, added: count, oldestSeconds: count }).exactOptional(),
  startEpoch: epoch,
  endEpoch: epoch,
  tiers: z.array(grid).readonly(),
  longHistory: grid.exactOptional(),
  queries: z.record(z.string(), sha256).exactOptional(),
  series: z
    .array(
      z.strictObject({
        id: z.string(),
        points: z.partialRecord(z.enum(["60", "300", "3600"]), count),
        longHistoryPoints: count.exactOptional(),
        coverage: z.partialRecord(z.enum(["60", "300", "3600"]), z.number().min(0).max(1)).exactOptional(),
        rowsSha256: sha256,
        runningTotal: z.strictObject({ resets: count }).exactOptional(),
        dropped: z.strictObject({
          duplicate: count,
          outOfOrder: count,
          notFinite: count,
          negative: count.exactOptional(),
          outside: count.exactOptional(),
        }),
      }),
    )
    .readonly(),
  files: z.record(fileName, z.strictObject({ sha256 })),
  hash: sha256,
});

const tunableValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()).readonly(),
  z.strictObject({ stop: z.string(), start: z.string() }),
]);
const values: z.ZodType<Values> = z.record(z.string(), tunableValue);

export const capacitySchema: z.ZodType<{ readonly current: Values; readonly changes: readonly CapacityChange[] }> = z.strictObject({
  current: values,
  changes: z.array(z.strictObject({ atEpoch: epoch, values, source: z.enum(["override", "ledger", "default"]) })).readonly(),
});

export const priceSchema: z.ZodType<Price> = z.strictObject({
  key: z.string(),
  region: z.string(),
  usd: z.number().nonnegative(),
  unit: z.string(),
  sku: z.string(),
  rateCode: z.string(),
  effectiveDate: z.string(),
  reserved: z.strictObject({ usd: z.number().nonnegative(), rateCode: z.string() }).exactOptional(),
  tiers: z
    .array(z.strictObject({ fromQuantity: z.number(), usd: z.number().nonnegative(), rateCode: z.string() }))
    .refine(
      (tiers) => tiers.every(({ fromQuantity }, i) => (i === 0 ? fromQuantity === 0 : fromQuantity > (tiers[i - 1]?.fromQuantity ?? 0))),
      {
        error: "tiers go up from 0",
      },
    )
    .readonly()
    .exactOptional(),
});

const missing = z.array(z.strictObject({ key: z.string(), region: z.string(), reason: z.string() })).readonly();

const spotHistory: z.ZodType<SpotHistory> = z.strictObject({
  key: z.string(),
  region: z.string(),
  instanceType: z.string(),
  productDescription: z.string(),
  basis: z.literal("indication"),
  startEpoch: epoch,
  endEpoch: epoch,
  zones: z
    .array(
      z.strictObject({
        zone: z.string(),
        medianUsd: z.number().positive(),
        maxUsd: z.number().positive(),
        changes: count,
        knownSeconds: z.number().positive(),
      }),
    )
    .min(1)
    .readonly(),
});

export const pricesSchema: z.ZodType<PriceBook> = z.strictObject({
  prices: z.array(priceSchema).readonly(),
  unpriced: missing,
  spot: z.strictObject({ histories: z.array(spotHistory).readonly(), unknown: missing }).exactOptional(),
});

export const tagsSchema: z.ZodType<TagBook> = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string(), z.array(z.string()).readonly()])).nullable(),
);

export const pinsSchema: z.ZodType<Pins> = z.record(z.string(), z.strictObject({ reason: z.string(), expiresEpoch: epoch }));
