import { queueTables, type ResponseMinutes } from "../../queue";
import { normal, stream } from "../../random";
import type { EndpointParameters } from "../../scenario/sagemaker";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_MINUTE } from "../../time";
import type { SystemContext } from "../system";
import { acceleratedOf, serviceMs, type VariantLoad } from "./load";

const NOISE = 0.02;

/** Milliseconds that are added to the mean response, and what the sum is multiplied with. */
export interface Scale {
  readonly addMs: number;
  readonly times: number;
}

/** Waiting for a worker and being worked on, by minute: the devices' queue, stretched by contention, backlog and faults. */
export function modelResponses(
  context: SystemContext,
  parameters: EndpointParameters,
  load: VariantLoad,
): (day: Day, scale: Scale) => ResponseMinutes {
  const tableOf = queueTables(parameters.queue, context.seed);
  const noise = stream(context.seed, `${context.name}/latency`);
  return (day, { addMs, times }) => {
    const { rate, rho, stretch, segmentAt } = load.day(day);
    const fault = context.latencyFault(day);
    const servers = [...new Set(context.settings(day).map((segment) => acceleratedOf(segment).gpus * parameters.workersPerGpu))];
    const tables = servers.map(tableOf);
    const made = {
      requests: rate.map((perSecond) => Math.round(perSecond * SECONDS_PER_MINUTE)),
      logScale: new Float64Array(MINUTES_PER_DAY),
      position: new Float64Array(MINUTES_PER_DAY),
      table: new Uint8Array(MINUTES_PER_DAY),
      tables,
    };
    for (let i = 0; i < MINUTES_PER_DAY; i++) {
      const spec = acceleratedOf(segmentAt(i));
      const entry = servers.indexOf(spec.gpus * parameters.workersPerGpu);
      const table = tables[entry];
      const position = table?.position(rho[i] ?? 0) ?? 0;
      const ms = serviceMs(parameters, spec) * (stretch[i] ?? 1) * (fault?.[i] ?? 1) + addMs / (table?.mean(position) ?? 1);
      made.table[i] = entry;
      made.position[i] = position;
      made.logScale[i] = Math.log(ms * times) + NOISE * normal(noise, day * MINUTES_PER_DAY + i);
    }
    return made;
  };
}
