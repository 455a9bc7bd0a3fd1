import { type DeploymentContract, priceKeysOf } from "../../../contract";
import type { EndpointSource } from "../cloudwatch";
import { type CostBook, type CostPlan, type CostSessionOptions, costPlan, readCosts, USD_PER_CALL } from "../costs";
import { FilePriceCache, PRICING_HOST, type PriceCache, type PriceOptions, readPrices, type WantedPrice } from "../pricing";
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
}

/** List prices and, where asked for, the payer's costs. */
export async function readMoney(asked: Asked, reading: Reading): Promise<{ readonly prices: PriceBook; readonly costs?: CostBook }> {
  const { patience, timer, signal, source, maxCostUsd: maxUsd } = reading;
  const cache = cacheOf(asked, reading.environment);
  const wanted = pricesOf(asked.contract, reading.series);
  const { plan } = plannedCosts(asked);
  const session: CostSessionOptions = { patience, timer, signal, maxUsd, source };
  const [prices, costs] = await Promise.all([
    readPrices(wanted, { patience, timer, signal, ...(cache === undefined ? {} : { cache }) }),
    plan === undefined ? undefined : readCosts(plan, session),
  ]);
  return { prices, ...(costs === undefined ? {} : { costs }) };
}

/** Prices of an endpoint that somebody has named are neither kept nor taken from those of AWS. */
function cacheOf({ priceCache, nowEpoch }: Asked, environment: Environment): PriceCache | undefined {
  const named = environment.AWS_ENDPOINT_URL_PRICING || environment.AWS_ENDPOINT_URL || "";
  return priceCache === undefined || named !== "" ? undefined : new FilePriceCache({ ...priceCache, nowEpoch, host: PRICING_HOST });
}

/** Each price key once per region that has a component billed by it. */
function pricesOf(contract: DeploymentContract, series: readonly PlannedSeries[]): readonly WantedPrice[] {
  const wanted = new Map<string, WantedPrice>();
  for (const { component, region } of series) {
    const definition = contract.components[component];
    if (definition === undefined) continue;
    for (const key of priceKeysOf(definition)) wanted.set(`${region} ${key}`, { key, region });
  }
  return [...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, price]) => price);
}
