import { Lru } from "../../lru";
import { type QueueTable, queueTable, type ResponseMinutes } from "../../queue";
import { normal, stream } from "../../random";
import type { GroupParameters } from "../../scenario/systems";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import type { SystemContext } from "../system";
import { type GroupLoad, vcpusOf } from "./load";

const DAYS_REMEMBERED = 160;
/** Relative noise of a minute's latency beyond what the queue explains. */
const NOISE = 0.02;

/** How long requests take: the group's own queue, stretched by contention, by what it waits for and by faults. */
export class GroupResponses {
  private readonly days = new Lru<Day, ResponseMinutes>(DAYS_REMEMBERED, (day) => this.make(day));

  constructor(
    private readonly context: SystemContext,
    private readonly parameters: GroupParameters,
    private readonly load: GroupLoad,
  ) {}

  day(day: Day): ResponseMinutes {
    return this.days.get(day);
  }

  private make(day: Day): ResponseMinutes {
    const { parameters, context } = this;
    const load = this.load.day(day);
    const segments = context.settings(day);
    const servers = [...new Set(segments.map(vcpusOf))];
    const tables = servers.map((vcpus): QueueTable => queueTable(parameters.queue, vcpus, context.seed));
    const made = {
      requests: load.rate.map((perSecond) => Math.round(perSecond * SECONDS_PER_MINUTE)),
      logScale: new Float64Array(MINUTES_PER_DAY),
      position: new Float64Array(MINUTES_PER_DAY),
      table: new Uint8Array(MINUTES_PER_DAY),
      tables,
    };
    const noise = stream(context.seed, `${context.name}/latency`);
    const fault = context.latencyFault(day);
    const waits = Object.entries(parameters.waitsFor).map(([name, share]) => ({ share, slowdown: context.system(name)?.slowdown(day) }));
    for (const segment of segments) {
      const entry = servers.indexOf(vcpusOf(segment));
      for (let i = segment.from; i < segment.to; i++) {
        let stretch = (load.stretch[i] ?? 1) * (fault?.[i] ?? 1);
        for (const { share, slowdown } of waits) stretch *= 1 + share * ((slowdown?.[i] ?? 1) - 1);
        made.table[i] = entry;
        made.position[i] = tables[entry]?.position(load.rho[i] ?? 0) ?? 0;
        made.logScale[i] = Math.log(parameters.serviceTimeMs * stretch) + NOISE * normal(noise, day * MINUTES_PER_DAY + i);
      }
    }
    return made;
  }
}
