import { TerraformOutput } from "cdktf";
import { choice, count, DEFAULT_LIMITS, flag, nameSet, type Policy, schedule, stackContract } from "../../contract";
import { ALWAYS } from "../../stacks/calendars/always";
import { defineStack } from "../../stacks/foundation";

const size = (description: string, min: number, max: number, value: number) =>
  count({ description, unit: "instance", min, max, default: value });

/** A tunable of every type, under the name of a known stack. */
export const smallContract = stackContract({
  stack: "trading",
  components: {
    service: {
      kind: "auto-scaling-group",
      description: "Service",
      tunables: {
        instance_type: choice({ description: "Type", ladder: ["c6i.large", "c6i.xlarge"], default: "c6i.xlarge" }),
        min_size: size("Least", 1, 10, 2),
        max_size: size("Greatest", 1, 10, 4),
        target_cpu_percent: size("Target", 10, 70, 50),
        volume_size_gib: size("Volume", 20, 100, 20),
        off_hours: schedule({ description: "Nights", default: { stop: "", start: "" } }),
      },
    },
    table: {
      kind: "dynamodb-table",
      description: "Table",
      tunables: {
        billing_mode: choice({ description: "Billing", ladder: ["PAY_PER_REQUEST"], default: "PAY_PER_REQUEST" }),
        indexes: nameSet({ description: "Indexes", members: ["ByDay", "ByUser"], default: ["ByDay"] }),
        stream: flag({ description: "Stream", default: true }),
      },
    },
  },
});

const policy: Policy = {
  ...DEFAULT_LIMITS,
  lookBackDays: 30,
  timeZone: "UTC",
  calendar: ALWAYS,
  slos: [],
  scaleUpTriggers: [],
  rules: {},
  excludedTags: [],
  phases: [],
  observation: {
    windowHours: 1,
    soakMinutes: 1,
    mustHoldOpenAndClose: false,
    triggers: [],
    relativeTriggers: [],
    minPointsShare: 0.5,
  },
};

/** One output that shows what each token becomes. */
export const smallStack = defineStack({
  contract: smallContract,
  policy,
  inventory: ({ region }, values) => ({
    service: { region, resources: [{ scope: "group", name: String(values.service_max_size), dimensions: {} }] },
  }),
  build(stack) {
    const { service, table } = stack.sizes;
    new TerraformOutput(stack, "sizes", {
      value: {
        type: service.instance_type,
        least: service.min_size,
        stream: table.stream,
        indexes: table.indexes,
        stop: service.off_hours.stop,
      },
    });
  },
});
