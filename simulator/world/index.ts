import { type DeploymentContract, isPublishedBy, JOBS_SCOPE, METRICS, type MetricEntry, regionPrefix } from "../../contract";
import type { ConfigurationHistory } from "../configuration/history";
import { Demand, Market } from "../demand";
import { Lru } from "../lru";
import type { ResponseMinutes } from "../queue";
import type { Scenario } from "../scenario";
import { createSystem, type MetricSource, type MinuteBlock, type NamedSource, type System, type TrainedRun, without } from "../systems";
import { type Day, SECONDS_PER_DAY, WallClock } from "../time";
import { FaultCalendar, type TimedFault } from "./faults";

export { type TimedFault, timedFaults } from "./faults";

/** One metric that CloudWatch knows. */
export interface PublishedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `component/resource/metric` */
  readonly series: string;
  /** Of the catalog; absent for what the catalog does not name. */
  readonly entry?: MetricEntry;
  readonly day: (day: Day) => MinuteBlock;
  readonly responses: ((day: Day) => ResponseMinutes) | undefined;
}

export interface TrainingComponent {
  readonly region: string;
  readonly prefix: string;
  /** The job that starts on a local date. */
  readonly trained: (day: Day) => TrainedRun;
}

export interface WorldInput {
  readonly scenario: Scenario;
  readonly contract: DeploymentContract;
  readonly history: ConfigurationHistory;
  readonly faults: readonly TimedFault[];
}

/** Minute blocks that are kept: Average and Maximum of a metric are mostly asked for one after the other. */
const BLOCKS_REMEMBERED = 512;

/** Everything that can be measured, as a function of scenario, contract, configuration and faults. It knows no clock. */
export class World {
  readonly metrics: readonly PublishedMetric[];
  private readonly byKey: ReadonlyMap<string, PublishedMetric>;
  private readonly systems = new Map<string, System>();
  private readonly blocks: Lru<string, MinuteBlock>;
  private readonly faults: FaultCalendar;
  private readonly market: Market;
  private readonly nowDay: Day;
  private readonly clock: WallClock;

  constructor(private readonly input: WorldInput) {
    const { scenario, contract } = input;
    this.faults = new FaultCalendar(input.faults);
    const { calendar, timeZone } = contract.policy;
    this.nowDay = Math.floor(Date.parse(scenario.now) / 1000 / SECONDS_PER_DAY);
    this.clock = new WallClock(timeZone);
    this.market = new Market(scenario.market, calendar, timeZone, scenario.seed, this.nowDay);
    const sources = new Map<string, MetricSource>();
    this.blocks = new Lru<string, MinuteBlock>(BLOCKS_REMEMBERED, (key) => this.makeBlock(key, sources));
    const played = new Set([...Object.keys(scenario.components), ...Object.keys(contract.components)]);
    this.metrics = [...played].flatMap((component) => this.publish(component, sources));
    this.byKey = new Map(this.metrics.map((metric) => [keyOf(metric.namespace, metric.metricName, metric.dimensions), metric]));
  }

  find(namespace: string, metricName: string, dimensions: Readonly<Record<string, string>>): PublishedMetric | undefined {
    return this.byKey.get(keyOf(namespace, metricName, dimensions));
  }

  /** Components that train, with what the names of their jobs begin with. */
  get training(): readonly TrainingComponent[] {
    return Object.entries(this.input.contract.inventory).flatMap(([component, { region: home, resources }]) => {
      const trained = this.system(component)?.trained;
      return trained === undefined
        ? []
        : resources.flatMap(({ scope, name, region = home }) => (scope === JOBS_SCOPE ? [{ region, prefix: name, trained }] : []));
    });
  }

  private publish(component: string, sources: Map<string, MetricSource>): readonly PublishedMetric[] {
    const definition = this.input.contract.components[component];
    const system = this.system(component);
    if (definition === undefined || system === undefined) return [];
    const resources = this.input.contract.inventory[component]?.resources ?? [];
    const catalogued = METRICS[definition.kind].flatMap((entry) =>
      resources
        .filter((resource) => isPublishedBy(entry, resource))
        .flatMap((resource): readonly NamedSource[] => {
          const source = system.source(resource, entry);
          if (source === undefined) return [];
          const { namespace, metricName } = entry;
          const dimensions = { ...resource.dimensions, ...entry.dimensions };
          return [{ ...source, name: `${resource.name}/${entry.name}`, namespace, metricName, dimensions, entry }];
        }),
    );
    return [...catalogued, ...(system.beside?.() ?? [])].map((source) => this.published(component, source, sources));
  }

  private published(component: string, source: NamedSource, sources: Map<string, MetricSource>): PublishedMetric {
    const { name, namespace, metricName, dimensions, entry, responses } = source;
    const series = `${component}/${name}`;
    sources.set(series, source);
    return {
      namespace,
      metricName,
      dimensions,
      series,
      ...(entry === undefined ? {} : { entry }),
      day: (day) => this.blocks.get(`${series}@${day}`),
      responses: responses === undefined ? undefined : (day) => silenced(responses(day), this.faults.gap(series, day)),
    };
  }

  private makeBlock(key: string, sources: ReadonlyMap<string, MetricSource>): MinuteBlock {
    const [series = "", day = ""] = key.split("@");
    const source = sources.get(series);
    if (source === undefined) throw new RangeError(`nothing publishes ${series}`);
    const block = source.day(Number(day));
    const gap = this.faults.gap(series, Number(day));
    return gap === undefined ? block : without(block, gap);
  }

  /** What the names of the components in its region begin with. */
  private prefixOf(component: string): string {
    const [, ...further] = this.input.contract.regions;
    return further.map(regionPrefix).find((prefix) => component.startsWith(prefix)) ?? "";
  }

  /** Made when first asked for, since systems lean on each other. */
  private system(component: string): System | undefined {
    const known = this.systems.get(component);
    if (known !== undefined) return known;
    const { scenario, contract, history } = this.input;
    const region = this.prefixOf(component);
    // Of a further region a scenario need not speak: what stands there is like the primary's, with a noise of its own.
    const parameters = scenario.components[component] ?? scenario.components[component.slice(region.length)];
    const inventory = contract.inventory[component];
    if (parameters === undefined || inventory === undefined) return undefined;
    if (parameters.kind !== "pattern" && contract.components[component]?.kind !== parameters.kind) return undefined;
    const { seed } = scenario;
    const made = createSystem(
      {
        name: component,
        seed,
        resources: inventory.resources,
        market: this.market,
        nowDay: this.nowDay,
        clock: this.clock,
        demand: (id, spec) =>
          new Demand(spec, this.market, seed, `${component}/${id}`, (day) => this.faults.factor("demand", component, day)),
        settings: (day) => history.segments(component, day),
        latencyFault: (day) => this.faults.factor("latency", component, day),
        errorFault: (day) => this.faults.errorShare(component, day),
        system: (name) => this.system(`${region}${name}`),
        movers: Object.entries(scenario.components).flatMap(([name, of]) =>
          of.kind === "dynamodb-table" && `${region}${of.movesWith}` === component ? [name] : [],
        ),
      },
      parameters,
    );
    this.systems.set(component, made);
    return made;
  }
}

const silenced = (responses: ResponseMinutes, gap: Uint8Array | undefined): ResponseMinutes =>
  gap === undefined ? responses : { ...responses, requests: responses.requests.map((count, i) => (gap[i] === 1 ? 0 : count)) };

const keyOf = (namespace: string, metricName: string, dimensions: Readonly<Record<string, string>>): string =>
  JSON.stringify([namespace, metricName, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
