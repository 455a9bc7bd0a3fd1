/** What a database speaks: some metrics exist for one of them only. */
export const ENGINES = ["postgresql", "mysql"] as const;
export type Engine = (typeof ENGINES)[number];

/** One thing that CloudWatch knows by its dimensions. */
export interface Resource {
  /** What it is to its component: `instance`, `group`, `node`, `table`, `index`, `cluster`, `slo`… as metric entries name it. */
  readonly scope: string;
  /** Unique within its component; the second part of every series id. */
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly arn?: string;
  /** `writer`, `reader`, `primary`, `replica`… at the time of synthesis; failovers move it. */
  readonly role?: string;
  readonly engine?: Engine;
  /** Where it publishes, if elsewhere than its component: the secondaries of a global database. */
  readonly region?: string;
  /** Shard or Availability Zone that it belongs to. */
  readonly group?: string;
}

/** Scope of a resource that stands for all training jobs whose names begin with its own; the hosts of each are known only once it runs. */
export const JOBS_SCOPE = "jobs";

/** Where the metrics of each component are to be found. */
export interface ComponentInventory {
  readonly region: string;
  readonly resources: readonly Resource[];
}

export type Inventory = Readonly<Record<string, ComponentInventory>>;
