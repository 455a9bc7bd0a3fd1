/** Capacity of one unit, as AWS publishes it. Network and EBS figures are baselines: what it can sustain, never its burst. */
export interface InstanceSpec {
  readonly type: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly networkGbps: number;
  /** Two vCPUs share a core, so 50 % busy is more than half of what it can do. */
  readonly hyperThreaded: boolean;
}

export interface Ec2Spec extends InstanceSpec {
  readonly ebsMbps: number;
  readonly ebsIops: number;
  readonly enaExpress: boolean;
}

export interface DatabaseSpec extends InstanceSpec {
  /** Upper bound of PostgreSQL's `max_connections` by the default parameter group's formula. */
  readonly postgresMaxConnections: number;
}

export interface CacheSpec extends InstanceSpec {
  /** What `maxmemory` may take before the reserve. */
  readonly usableMemoryGib: number;
  /** Local SSD of a data-tiering node; 0 without. */
  readonly ssdGib: number;
}

export interface DaxSpec extends InstanceSpec {
  /** Normalised requests per second that one node sustains; undefined where nobody has published it. */
  readonly requestsPerSecond: number | undefined;
}
