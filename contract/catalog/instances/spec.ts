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
  /** Upper bound of Aurora MySQL's `max_connections` by the default parameter group's formula. */
  readonly auroraMysqlMaxConnections: number;
  /** Baseline of the instance's EBS volumes. Aurora's storage is not EBS: it does not bind there. */
  readonly ebsIops: number;
  /** Megabits per second of the same. */
  readonly ebsMbps: number;
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

/** A type with accelerators, by its SageMaker name. Neither network nor EBS baselines are published by that name. */
export interface AcceleratedSpec {
  readonly type: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly gpus: number;
  readonly gpuModel: "T4" | "A10G" | "L4" | "V100";
  /** Of each device. */
  readonly gpuMemoryGb: number;
  readonly hyperThreaded: boolean;
  /** AWS takes no new endpoints of it: a change may only lead away. */
  readonly retired: boolean;
}
