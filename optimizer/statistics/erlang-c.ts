/**
 * Probability that an arrival has to wait in M/M/k (Erlang's delay formula).
 * @param servers k
 * @param utilization share of time that a server is busy; 1 and more is 1: everybody waits
 */
export function erlangC(servers: number, utilization: number): number {
  if (utilization >= 1) return 1;
  if (utilization <= 0) return 0;
  const load = servers * utilization;
  let blocking = 1;
  for (let k = 1; k <= servers; k++) blocking = (load * blocking) / (k + load * blocking);
  return blocking / (1 - utilization * (1 - blocking));
}
