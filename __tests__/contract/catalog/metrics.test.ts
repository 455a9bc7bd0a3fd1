import { CANONICAL_UNITS, KINDS, METRICS, type MetricEntry, SCOPES } from "../../../contract";

const all = KINDS.flatMap((kind) => METRICS[kind].map((entry) => ({ kind, entry, title: `${kind} ${entry.scope} ${entry.name}` })));

/** Entries that break a rule, by title: what a failing test shows. */
const breaking = (keeps: (entry: MetricEntry) => boolean): readonly string[] =>
  all.filter(({ entry }) => !keeps(entry)).map(({ title }) => title);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html, as far as the catalog needs it. */
const UNITS: Readonly<Record<string, readonly { readonly unit: MetricEntry["unit"]; readonly scale: number }[]>> = {
  Percent: [
    { unit: "fraction", scale: 0.01 },
    { unit: "count", scale: 0.01 },
  ],
  Bytes: [
    { unit: "bytes", scale: 1 },
    { unit: "bytes-per-second", scale: 1 },
  ],
  "Bytes/Second": [{ unit: "bytes-per-second", scale: 1 }],
  Count: [
    { unit: "count", scale: 1 },
    { unit: "count-per-second", scale: 1 },
  ],
  "Count/Second": [{ unit: "count-per-second", scale: 1 }],
  Seconds: [
    { unit: "seconds", scale: 1 },
    { unit: "milliseconds", scale: 1_000 },
  ],
  Milliseconds: [{ unit: "milliseconds", scale: 1 }],
  Microseconds: [{ unit: "milliseconds", scale: 0.001 }],
  None: [
    { unit: "count", scale: 1 },
    { unit: "count-per-second", scale: 1 },
    { unit: "fraction", scale: 1 },
  ],
};

const NAMESPACES: Readonly<Record<string, RegExp>> = {
  "aurora-cluster": /^AWS\/RDS$/,
  "aurora-global": /^AWS\/RDS$/,
  "rds-instance": /^AWS\/RDS$/,
  "auto-scaling-group": /^(AWS\/(EC2|AutoScaling|SQS|ApplicationELB|NetworkELB)|CWAgent|Trimtab\/Service)$/,
  redis: /^AWS\/ElastiCache$/,
  "dynamodb-table": /^AWS\/DynamoDB$/,
  dax: /^AWS\/DAX$/,
  "lambda-function": /^(AWS\/Lambda|LambdaInsights)$/,
  "inference-endpoint": /^(AWS\/SageMaker|\/aws\/sagemaker\/Endpoints|Trimtab\/Service)$/,
  "training-job": /^\/aws\/sagemaker\/TrainingJobs$/,
};

describe("the catalog as a whole", () => {
  it("has metrics for every kind", () => {
    expect(KINDS.filter((kind) => METRICS[kind].length === 0)).toEqual([]);
  });

  it("names each metric once in a scope, in snake case, so that a series id is unique and a tfvars key never looks like one", () => {
    const titles = all.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
    expect(breaking(({ name }) => /^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
  });

  it("asks CloudWatch for nothing twice: namespace, metric, scope and dimensions differ", () => {
    const asked = all.map(
      ({ kind, entry }) => `${kind} ${entry.scope} ${entry.namespace} ${entry.metricName} ${JSON.stringify(entry.dimensions)}`,
    );
    expect(asked.filter((one, index) => asked.indexOf(one) !== index)).toEqual([]);
  });

  it("gives one name the same unit and meaning of absence in every scope of a kind", () => {
    const differing = all.filter(({ kind, entry }) =>
      METRICS[kind].some(({ name, unit, absence }) => name === entry.name && (unit !== entry.unit || absence !== entry.absence)),
    );
    expect(differing.map(({ title }) => title)).toEqual([]);
  });

  it("stands on AWS's own page; only what a service says of itself stands on ours", () => {
    expect(
      breaking(({ source, namespace }) =>
        namespace === "Trimtab/Service"
          ? source === "docs/service-metrics.md"
          : /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/.test(source),
      ),
    ).toEqual([]);
  });
});

describe("units", () => {
  it("are canonical, and follow from CloudWatch's: percent × 0.01, microseconds × 0.001", () => {
    expect(breaking(({ unit }) => CANONICAL_UNITS.includes(unit))).toEqual([]);
    expect(
      breaking(({ awsUnit, unit, scale }) => UNITS[awsUnit]?.some((known) => known.unit === unit && known.scale === scale) === true),
    ).toEqual([]);
  });

  it("are divided by time where a count or a number of bytes of an interval becomes a rate, and only there", () => {
    const capacity = /^(provisioned|table|account)_(reads|writes|read_quota|write_quota)$/;
    const needsTime = ({ awsUnit, unit }: MetricEntry): boolean => unit.endsWith("-per-second") && !awsUnit.endsWith("/Second");
    expect(breaking((entry) => capacity.test(entry.name) || (entry.perInterval === true) === needsTime(entry))).toEqual([]);
  });

  it("of SageMaker's CPU and GPU are busy devices, since 0–100 % runs once for each; its memory and disk are shares", () => {
    const sagemaker = all.filter(({ entry }) => entry.namespace.startsWith("/aws/sagemaker/")).map(({ entry }) => entry);
    expect(new Set(sagemaker.map(({ name, unit, busy }) => `${name}: ${busy ?? "-"} ${unit}`))).toEqual(
      new Set(["cpu: vcpu count", "gpu: gpu count", "gpu_memory: gpu count", "memory: - fraction", "disk: - fraction"]),
    );
    expect(breaking(({ awsUnit, unit, busy }) => (busy !== undefined) === (awsUnit === "Percent" && unit === "count"))).toEqual([]);
  });
});

describe("statistics, cadence and absence", () => {
  it("no event, no point: a metric read by its sums alone is a counter, and 0 where there is none; everything else is unknown", () => {
    const counts = ({ statistics }: MetricEntry): boolean => statistics.every((one) => one === "Sum" || one === "SampleCount");
    expect(breaking((entry) => (entry.absence === "zero") === counts(entry))).toEqual([]);
  });

  it("every 60 or 300 seconds, each statistic once", () => {
    expect(breaking(({ cadenceSeconds }) => cadenceSeconds === 60 || cadenceSeconds === 300)).toEqual([]);
    expect(breaking(({ statistics }) => statistics.length > 0 && new Set(statistics).size === statistics.length)).toEqual([]);
  });

  it.each([
    ["aurora-cluster", "volume_read_iops"],
    ["rds-instance", "ebs_io_balance"],
    ["dynamodb-table", "provisioned_reads"],
    ["dynamodb-table", "table_read_quota"],
  ] as const)("%s %s comes every five minutes", (kind, name) => {
    expect(METRICS[kind].filter((entry) => entry.name === name).map(({ cadenceSeconds }) => cadenceSeconds)).toContain(300);
  });

  it("percentiles only where the publisher sends every value: latencies of requests", () => {
    expect(
      breaking(
        ({ statistics, unit, onlyWhile, scope }) =>
          !statistics.some((one) => /^p\d/.test(one)) || (unit === "milliseconds" && (onlyWhile !== undefined || scope === "service")),
      ),
    ).toEqual([]);
  });

  it("what exists only while something happens names a counter of its own scope", () => {
    const orphans = all.filter(
      ({ kind, entry }) =>
        entry.onlyWhile !== undefined &&
        !METRICS[kind].some(({ scope, name, absence }) => scope === entry.scope && name === entry.onlyWhile && absence === "zero"),
    );
    expect(orphans.map(({ title }) => title)).toEqual([]);
  });

  it("an index that nobody queries shows: its reads are counted as requests too", () => {
    const index = METRICS["dynamodb-table"].find(({ scope, name }) => scope === "index" && name === "consumed_reads");
    expect(index?.statistics).toContain("SampleCount");
  });
});

describe("what is read for 455 days", () => {
  it("is a statistic that is read anyway", () => {
    expect(breaking(({ headroom, statistics }) => headroom === undefined || statistics.includes(headroom))).toEqual([]);
  });

  it("is need, which a peak proves, and neither latency, lag, error nor throttle, which come of it", () => {
    const outcome = /latency|lag|errors|throttle|throttled|exceeded|evict|misses|response_time|spillover|duration/;
    expect(breaking(({ headroom, name }) => headroom === undefined || !outcome.test(name))).toEqual([]);
  });

  it.each([
    ["aurora-cluster", ["cpu", "connections", "freeable_memory", "network_in", "network_out"]],
    ["aurora-global", ["cpu", "connections", "freeable_memory", "network_in", "network_out"]],
    ["rds-instance", ["cpu", "connections", "freeable_memory", "free_storage", "read_iops", "write_iops"]],
    ["auto-scaling-group", ["cpu", "memory", "disk", "network_in", "network_out", "in_service", "requests"]],
    ["redis", ["engine_cpu", "cpu", "capacity_used", "bytes_used", "network_in", "network_out"]],
    ["dynamodb-table", ["consumed_reads", "consumed_writes", "provisioned_reads", "provisioned_writes"]],
    ["dax", ["cpu", "memory", "requests", "network_in", "network_out"]],
    ["lambda-function", ["invocations", "concurrent_executions", "provisioned_executions", "memory"]],
    ["inference-endpoint", ["requests", "requests_per_instance", "cpu", "gpu", "gpu_memory", "memory"]],
    ["training-job", ["cpu", "gpu", "gpu_memory", "memory", "disk"]],
  ] as const)("%s: every dimension in which it can run out", (kind, names) => {
    const far = METRICS[kind].filter(({ headroom, detail }) => headroom !== undefined && detail !== true).map(({ name }) => name);
    expect(far).toEqual(expect.arrayContaining([...names]));
  });
});

describe("scopes", () => {
  it.each(KINDS)("%s: each is declared with its dimensions, and has metrics", (kind) => {
    expect([...new Set(METRICS[kind].map(({ scope }) => scope))].sort()).toEqual(Object.keys(SCOPES[kind]).sort());
  });

  it("a metric's own dimensions come beside its resource's", () => {
    const clashing = all.filter(({ kind, entry }) =>
      Object.keys(entry.dimensions ?? {}).some((name) => SCOPES[kind][entry.scope]?.includes(name)),
    );
    expect(clashing.map(({ title }) => title)).toEqual([]);
  });

  it.each(KINDS)("%s publishes in the namespaces that AWS names", (kind) => {
    expect(METRICS[kind].map(({ namespace }) => namespace).filter((namespace) => NAMESPACES[kind]?.test(namespace) !== true)).toEqual([]);
  });
});
