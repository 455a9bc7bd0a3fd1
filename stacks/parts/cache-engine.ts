import { CACHE_ENGINES, choice } from "../../contract";

/** What serves a cache: Redis OSS as the briefs ask, Valkey for less where people opt in. */
export const CACHE_ENGINE = choice({
  description: "Engine of the cache; from redis to valkey in place, back the cluster is replaced",
  ladder: CACHE_ENGINES,
  default: "redis",
});
