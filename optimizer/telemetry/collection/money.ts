import { type Component, type DeploymentContract, priceKeysOf, spotMarketsOf } from "../../../contract";
import type { Credentials } from "../aws/client";
import type { EndpointSource } from "../cloudwatch";
import { type CostBook, type CostPlan, type CostSessionOptions, costPlan, readCosts, USD_PER_CALL } from "../costs";
import {
  FilePriceCache,
  PRICING_HOST,
  type PriceCache,
  type PriceOptions,
  readPrices,
  readSpot,
  spotSpan,
  type WantedPrice,
  type WantedSpot,
} from "../pricing";
import type { PlannedSeries } from "../series";
import type { PriceBook } from "../snapshot";
import type { Environment } from "./base";

export interface MoneyOptions {
  /** Asks Cost Explorer about commitments and past months, at $0.01 a call. @default false */
  readonly costs?: boolean;
  /** Keeps prices between runs in a folder, e.g. `.trimtab/prices`. @default every price is asked for */
  readonly priceCache?: { readonly directory: string; readonly lifetimeSeconds?: number };
}

interface Asked extends MoneyOptions {
  readonly contract: DeploymentContract;
  readonly nowEpoch: number;
}

/** The calls to Cost Explorer that are to be made, and what they cost. */
export function plannedCosts({ costs = false, contract, nowEpoch }: Asked): { readonly plan: CostPlan | undefined; readonly usd: number } {
  const plan = costs ? costPlan(contract, nowEpoch) : undefined;
  return { plan, usd: (plan?.calls ?? 0) * USD_PER_CALL };
}

interface Reading extends Pick<PriceOptions, "patience" | "timer" | "signal"> {
  readonly series: readonly PlannedSeries[];
  readonly source: EndpointSource;
  readonly environment: Environment;
  /** What Cost Explorer's calls may cost. */
  readonly maxCostUsd: number;
  /** UTC epoch seconds. */
  readonly window: { readonly startEpoch: number; readonly endEpoch: number };
  /** The deployment's account's, whose zones have names of their own. @default those of the environment */
  readonly credentials?: Credentials;
}

/** List prices, spot prices where something may run on spot, and, where asked for, the payer's costs. */
export async function readMoney(asked: Asked, reading: Reading): Promise<{ readonly prices: PriceBook; readonly costs?: CostBook }> {
  const { patience, timer, signal, source, maxCostUsd: maxUsd, window, credentials } = reading;
  const common = { patience, timer, signal };
  const cache = cacheOf(asked, reading.environment);
  const wanted = pricesOf(asked.contract, reading.series);
  const { plan } = plannedCosts(asked);
  const session: CostSessionOptions = { ...common, maxUsd, source };
  const markets = spotOf(asked.contract, reading.series);
  const spotOptions = { ...common, source, ...(credentials === undefined ? {} : { credentials }) };
  const [prices, costs, spot] = await Promise.all([
    readPrices(wanted, { ...common, ...(cache === undefined ? {} : { cache }) }),
    plan === undefined ? undefined : readCosts(plan, session),
    markets.length === 0 ? undefined : readSpot(markets, spotSpan(window, asked.nowEpoch), spotOptions),
  ]);
  return { prices: { ...prices, ...(spot === undefined ? {} : { spot }) }, ...(costs === undefined ? {} : { costs }) };
}

/** Prices of an endpoint that somebody has named are neither kept nor taken from those of AWS. */
function cacheOf({ priceCache, nowEpoch }: Asked, environment: Environment): PriceCache | undefined {
  const named = environment.AWS_ENDPOINT_URL_PRICING || environment.AWS_ENDPOINT_URL || "";
  return priceCache === undefined || named !== "" ? undefined : new FilePriceCache({ ...priceCache, nowEpoch, host: PRICING_HOST });
}

/** Each price key once per region that has a component billed by it. */
const pricesOf = (contract: DeploymentContract, series: readonly PlannedSeries[]): readonly WantedPrice[] =>
  onceEach(contract, series, (component) => priceKeysOf(component).map((key) => ({ key })));

/** Each market once per region that has a component that may run on it. */
const spotOf = (contract: DeploymentContract, series: readonly PlannedSeries[]): readonly WantedSpot[] =>
  onceEach(contract, series, spotMarketsOf);

function onceEach<T extends { readonly key: string }>(
  { components, inventory }: DeploymentContract,
  series: readonly PlannedSeries[],
  of: (component: Component) => readonly T[],
): readonly (T & { readonly region: string })[] {
  const wanted = new Map<string, T & { readonly region: string }>();
  // A training job has no series before it starts; its region is known from the inventory.
  const places = Object.entries(inventory).map(([component, { region }]) => ({ component, region }));
  for (const { component, region } of [...places, ...series]) {
    const definition = components[component];
    if (definition === undefined) continue;
    for (const one of of(definition)) wanted.set(`${region} ${one.key}`, { ...one, region });
  }
  return [...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
