import type { MetricEntry, Resource } from "../../../contract";
import { normal, stream, uniform } from "../../random";
import type { GroupParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { minutes, once, sparse } from "../block";
import { responseSource } from "../response-block";
import type { MetricSource, SystemContext } from "../system";
import type { GroupDay, GroupLoad } from "./load";
import type { GroupResponses } from "./responses";

export interface BalancerMetric {
  readonly context: SystemContext;
  readonly parameters: GroupParameters;
  readonly load: GroupLoad;
  readonly responses: GroupResponses;
  readonly resource: Resource;
  readonly entry: MetricEntry;
}

const NOISE = 0.03;
const LOG_MS_PER_SECOND = Math.log(1000);
/** Resets that are nobody's failure: clients that give up, idle connections. */
const RESETS_PER_FLOW = 0.0005;

/** What the load balancer in front of the group publishes. Counters are silent where nothing happened. */
export function balancerMetric({ context, parameters, load, responses, resource, entry }: BalancerMetric): MetricSource | undefined {
  const { balancer, network } = parameters;
  const random = stream(context.seed, `${context.name}/${resource.name}/${entry.name}`);
  const share = resource.scope.endsWith("target_group") ? shareOf(parameters, context.resources, resource) : 1;
  const requests = (of: GroupDay, i: number): number => (of.rate[i] ?? 0) * SECONDS_PER_MINUTE * share;
  const flows = (of: GroupDay, i: number): number => requests(of, i) / balancer.requestsPerFlow;
  /** Refused because the instances are overloaded: beyond what fails on an ordinary day. */
  const refused = (of: GroupDay, i: number): number => requests(of, i) * Math.max(0, (of.errorShare[i] ?? 0) - parameters.errorShare);
  const counter = (expected: (of: GroupDay, i: number) => number): MetricSource => ({
    day: (day) => {
      const of = load.day(day);
      return sparse(minutes((i) => Math.floor(expected(of, i) + uniform(random, day * MINUTES_PER_DAY + i)) || Number.NaN));
    },
  });
  const gauge = (value: (of: GroupDay, i: number, day: Day) => number): MetricSource => ({
    day: (day) => {
      const of = load.day(day);
      return once(minutes((i) => value(of, i, day)));
    },
  });

  switch (entry.name) {
    case "target_requests":
      return counter(requests);
    case "requests_per_target":
      return counter((of, i) => requests(of, i) / Math.max(1, of.inService[i] ?? 1));
    case "target_errors":
      return counter((of, i) => requests(of, i) * parameters.errorShare);
    case "balancer_errors":
      return counter(refused);
    case "target_connection_errors":
    case "rejected_connections":
      return counter((of, i) => requests(of, i) * parameters.connectionErrorShare);
    case "target_response_time":
      return responseSource((day) => {
        const inMs = responses.day(day);
        return {
          ...inMs,
          requests: inMs.requests.map((count) => Math.round(count * share)),
          logScale: inMs.logScale.map((log) => log - LOG_MS_PER_SECOND),
        };
      }, random);
    case "healthy_hosts":
      return gauge(({ inService }, i) => inService[i] ?? 0);
    case "unhealthy_hosts":
      return gauge(() => 0);
    case "new_flows":
    case "new_connections":
      return counter(flows);
    case "active_flows":
      // Little: as many are open as are opened while one lasts.
      return gauge((of, i, day) => {
        const open = (flows(of, i) / SECONDS_PER_MINUTE) * balancer.flowSeconds;
        return Math.round(open * (1 + NOISE * normal(random, day * MINUTES_PER_DAY + i)));
      });
    case "balancer_bytes":
      return counter((of, i) => requests(of, i) * (network.bytesInPerRequest + network.bytesOutPerRequest));
    case "balancer_resets":
      return counter(refused);
    case "target_resets":
    case "client_resets":
      return counter((of, i) => flows(of, i) * RESETS_PER_FLOW);
    default:
      return undefined;
  }
}

/** Of the requests, by what the target group serves; an even part where the scenario names none. */
function shareOf({ balancer: { targets } }: GroupParameters, resources: readonly Resource[], { name, scope }: Resource): number {
  if (Object.keys(targets).length === 0) return 1 / resources.filter((other) => other.scope === scope).length;
  return targets[name.replace(/^target_/, "")] ?? 0;
}
