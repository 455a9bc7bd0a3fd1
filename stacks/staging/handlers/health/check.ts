import * as z from "zod/mini";
import { read } from "../input";

/** Something that the environment needs. */
export interface Endpoint {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

export interface HealthDependencies {
  /** Opens a TCP connection and closes it; fails where none comes about in time. */
  readonly connect: (endpoint: Endpoint, timeoutMs: number) => Promise<void>;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly timeoutMs: number;
}

export interface EndpointHealth {
  readonly name: string;
  readonly reachable: boolean;
  readonly milliseconds: number;
  /** Why it cannot be reached. */
  readonly problem?: string;
}

export interface Health {
  readonly healthy: boolean;
  readonly endpoints: readonly EndpointHealth[];
}

/** Which endpoints of the environment take a connection, asked all at once. */
export async function checkHealth(endpoints: readonly Endpoint[], { connect, now, timeoutMs }: HealthDependencies): Promise<Health> {
  const found = await Promise.all(
    endpoints.map(async (endpoint): Promise<EndpointHealth> => {
      const start = now();
      const outcome = await connect(endpoint, timeoutMs).then(
        () => ({ reachable: true }),
        (error: unknown) => ({ reachable: false, problem: error instanceof Error ? error.message : String(error) }),
      );
      return { name: endpoint.name, milliseconds: Math.round(now() - start), ...outcome };
    }),
  );
  return { healthy: found.every(({ reachable }) => reachable), endpoints: found };
}

const healthEvent = z.object({ failing: z._default(z.boolean(), false) });

/**
 * Unhealthy is an answer, not an error, unless the call asks to fail then: nobody reads what a schedule's calls answer.
 * @throws Error with what cannot be reached, where the event says `failing`
 */
export function answer(event: unknown, health: Health): Health {
  const { failing } = read("the event", healthEvent, event ?? {});
  if (!failing || health.healthy) return health;
  const lost = health.endpoints.filter(({ reachable }) => !reachable).map(({ name, problem }) => `${name} (${problem})`);
  throw new Error(`out of reach: ${lost.join(", ")}`);
}
