import { normal, poisson, stream } from "../../random";
import type { GroupParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import { minutes, once } from "../block";
import { responseSource } from "../response-block";
import type { MetricSource, SystemContext } from "../system";
import type { GroupDay, GroupLoad } from "./load";
import type { GroupResponses } from "./responses";

export interface ServiceMetric {
  readonly context: SystemContext;
  readonly parameters: GroupParameters;
  readonly load: GroupLoad;
  readonly responses: GroupResponses;
  readonly name: string;
}

/** What the service itself and its queue publish. */
export function serviceMetric({ context, parameters, load: group, responses, name }: ServiceMetric): MetricSource | undefined {
  const random = stream(context.seed, `${context.name}/${name}`);
  /** Failures come by chance, some minutes several and many none. */
  const counted = (share: (load: GroupDay, minute: number) => number): MetricSource => ({
    day: (day) => {
      const load = group.day(day);
      return once(
        minutes((i) => {
          const requests = requestsIn(load, i);
          const failing = share(load, i);
          // Where most fail, it is the others that are rare.
          const rare = Math.min(requests, poisson(random, day * MINUTES_PER_DAY + i, requests * Math.min(failing, 1 - failing)));
          return failing > 0.5 ? requests - rare : rare;
        }),
      );
    },
  });
  const queued = (load: GroupDay, minute: number, day: Day): number => {
    const session = context.market.day(day).session[minute] ?? 0;
    const resting = parameters.queuedMessages * session * Math.exp(0.5 * normal(random, day * MINUTES_PER_DAY + minute));
    return Math.round(resting + (load.backlog[minute] ?? 0));
  };

  switch (name) {
    case "latency":
      return responseSource((day) => responses.day(day), random);
    case "requests":
      return {
        day: (day) => {
          const load = group.day(day);
          return once(minutes((i) => requestsIn(load, i)));
        },
      };
    case "errors":
      return counted((load, i) => load.errorShare[i] ?? 0);
    case "connection_errors":
      return counted((load, i) => parameters.connectionErrorShare + Math.max(0, (load.errorShare[i] ?? 0) - parameters.errorShare) / 2);
    case "queue_depth":
      return { day: (day) => once(minutes((i) => queued(group.day(day), i, day))) };
    case "queue_age":
      return {
        day: (day) => {
          const load = group.day(day);
          return once(minutes((i) => Math.round(((load.backlog[i] ?? 0) + parameters.queuedMessages) / Math.max(1, load.rate[i] ?? 0))));
        },
      };
    case "dead_letters":
      return { day: () => once(minutes(() => 0)) };
    default:
      return undefined;
  }
}

const requestsIn = ({ rate }: GroupDay, minute: number): number => Math.round((rate[minute] ?? 0) * SECONDS_PER_MINUTE);
