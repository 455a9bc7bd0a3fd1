import type { Scenario } from "../../../simulator";
import { isRising, measure, minutesOf, WORKING, worldOf } from "./world";

const world = (values: Parameters<typeof worldOf>[1] = {}) => worldOf("ml", values);
const ENDPOINT = "predictions/production";
const NIGHT = Date.parse("2026-11-17T08:30:00Z") / 1000;

const endpointWith = (change: object) => (scenario: Scenario) => {
  const predictions = scenario.components.predictions;
  if (predictions?.kind !== "inference-endpoint") throw new TypeError("predictions is an endpoint");
  return { ...scenario, components: { ...scenario.components, predictions: { ...predictions, ...change } } };
};

describe("an endpoint", () => {
  it("is about a seventh busy at its defaults, and answers well within 100 ms", () => {
    const gpu = measure(world(), `${ENDPOINT}/gpu`, "Average", WORKING, 600);
    expect(gpu).toBeGreaterThan(10);
    expect(gpu).toBeLessThan(20);
    expect(Math.max(...minutesOf(world(), "predictions/service/latency", "p99"))).toBeLessThan(60);
  });

  it("slower devices are busier and answer later", () => {
    const types = ["ml.g5.2xlarge", "ml.g6.xlarge", "ml.g4dn.xlarge"].map((predictions_instance_type) =>
      world({ predictions_instance_type }),
    );
    for (const [metric, statistic] of [
      ["gpu", "Average"],
      ["model_latency", "p99"],
      ["gpu_memory", "Maximum"],
    ] as const) {
      expect(isRising(types.map((of) => measure(of, `${ENDPOINT}/${metric}`, statistic)))).toBe(true);
    }
  });

  it("fewer instances are busier, each with more invocations; together they have all of them", () => {
    const counts = [10, 5, 3].map((count) => world({ predictions_min_instances: count, predictions_max_instances: count }));
    const requests = counts.map((of) => measure(of, `${ENDPOINT}/requests`, "Sum"));
    expect(new Set(requests).size).toBe(1);
    counts.forEach((of, i) => {
      expect(measure(of, `${ENDPOINT}/requests_per_instance`, "Sum") * ([10, 5, 3][i] ?? 0)).toBeCloseTo(requests[i] ?? 0, 3);
    });
    expect(isRising(counts.map((of) => measure(of, `${ENDPOINT}/gpu`, "Average")))).toBe(true);
    expect(isRising(counts.map((of) => measure(of, `${ENDPOINT}/model_latency`, "p99")))).toBe(true);
  });

  it("devices are busy for the work that arrives", () => {
    const calm = worldOf("ml", {}, endpointWith({ contention: 0 }));
    const perSecond = measure(calm, `${ENDPOINT}/requests`, "Sum") / 60;
    const busyDevices = (measure(calm, `${ENDPOINT}/gpu`, "Average") / 100) * 10;
    expect(busyDevices / ((perSecond * 0.005) / 4)).toBeCloseTo(1, 2);
  });

  it("too few instances refuse what they cannot take, and the delay has an end", () => {
    const starved = worldOf(
      "ml",
      { predictions_min_instances: 2, predictions_max_instances: 2 },
      endpointWith({ gpuMs: { T4: 40, A10G: 40, L4: 40, V100: 40 } }),
    );
    expect(measure(starved, `${ENDPOINT}/errors`, "Sum") / measure(starved, `${ENDPOINT}/requests`, "Sum")).toBeGreaterThan(0.5);
    expect(measure(starved, `${ENDPOINT}/gpu`, "Maximum")).toBe(100);
  });

  it("instances follow invocations where their least number does not carry them", () => {
    const elastic = world({ predictions_min_instances: 2, predictions_target_invocations_per_instance: 12_000 });
    const instances = (from: number) =>
      measure(elastic, `${ENDPOINT}/requests`, "Sum", from) / measure(elastic, `${ENDPOINT}/requests_per_instance`, "Sum", from);
    expect(instances(WORKING + 5 * 3600)).toBeGreaterThan(instances(NIGHT + 3 * 3600));
    expect(instances(NIGHT + 3 * 3600)).toBeGreaterThanOrEqual(2);
  });
});

describe("training", () => {
  const hosts = ["training/nightly-20261117-algo-1", "training/nightly-20261117-algo-4"] as const;
  const START = Date.parse("2026-11-17T09:00:00Z") / 1000;
  const runMinutes = (values: Parameters<typeof worldOf>[1]) =>
    minutesOf(world(values), `${hosts[0]}/memory`, "Maximum", START - 3600, 2000).filter((value) => !Number.isNaN(value)).length;

  it("runs at 01:00 in Los Angeles for about four hours; before and after there is nothing", () => {
    const gpu = minutesOf(world(), `${hosts[0]}/gpu`, "Average", START - 3600, 600);
    expect(gpu.slice(0, 60).every(Number.isNaN)).toBe(true);
    expect(gpu[60]).not.toBeNaN();
    const ran = gpu.filter((value) => !Number.isNaN(value)).length;
    expect(ran).toBeGreaterThan(210);
    expect(ran).toBeLessThan(280);
    expect(measure(world(), `${hosts[0]}/gpu`, "Average", START + 3600)).toBeGreaterThan(75);
  });

  it("the work is the same on any number of hosts: half of them take twice as long, and the others are silent", () => {
    expect(runMinutes({ training_instance_count: 2 }) / runMinutes({})).toBeGreaterThan(1.85);
    expect(measure(world({ training_instance_count: 2 }), `${hosts[1]}/gpu`, "Average", START + 3600)).toBeNaN();
    expect(measure(world({ training_instance_count: 2 }), `${hosts[0]}/gpu`, "Average", START + 3600)).toBeGreaterThan(75);
  });

  it("smaller devices hold less free memory and take longer", () => {
    const smaller = { training_instance_type: "ml.g4dn.xlarge" };
    expect(runMinutes(smaller) / runMinutes({})).toBeGreaterThan(1.8);
    expect(measure(world(smaller), `${hosts[0]}/gpu_memory`, "Maximum", START + 3600)).toBeGreaterThan(
      measure(world(), `${hosts[0]}/gpu_memory`, "Maximum", START + 3600),
    );
  });

  it("spot capacity never makes it shorter; long checkpoint intervals lose more", () => {
    const nights = (values: Parameters<typeof worldOf>[1]) => {
      const risky = worldOf("ml", { training_spot: true, ...values }, (scenario) => {
        const training = scenario.components.training;
        if (training?.kind !== "training-job") throw new TypeError("training is a training job");
        return {
          ...scenario,
          components: {
            ...scenario.components,
            training: { ...training, checkpointMinutes: 0, spot: { ...training.spot, interruptionsPerHour: 0.8, waitMinutes: 5 } },
          },
        };
      });
      const memory = minutesOf(risky, `${hosts[0]}/memory`, "Maximum", START, 1300);
      return memory.findLastIndex((value) => !Number.isNaN(value));
    };
    expect(nights({ training_checkpoint_interval_minutes: 1 })).toBeGreaterThan(nights({ training_spot: false }));
    expect(nights({ training_checkpoint_interval_minutes: 120 })).toBeGreaterThan(nights({ training_checkpoint_interval_minutes: 1 }));
  });

  it("checkpoints that take their time are worth it now and then, neither all the time nor hardly ever", () => {
    const meanMinutes = (interval: number): number => {
      const risky = worldOf("ml", { training_spot: true, training_checkpoint_interval_minutes: interval }, (scenario) => {
        const training = scenario.components.training;
        if (training?.kind !== "training-job") throw new TypeError("training is a training job");
        const spot = { ...training.spot, interruptionsPerHour: 0.5 };
        return { ...scenario, components: { ...scenario.components, training: { ...training, checkpointMinutes: 1.5, spot } } };
      });
      const [trains] = risky.training;
      const nights = Array.from(
        { length: 100 },
        (_, back) => trains?.trained(Math.floor(START / 86_400) - back).working.length ?? Number.NaN,
      );
      return nights.reduce((sum, night) => sum + night, 0) / nights.length;
    };
    // √(2 × 1.5 × 120) minutes are about 19.
    expect(meanMinutes(19)).toBeLessThan(meanMinutes(3));
    expect(meanMinutes(19)).toBeLessThan(meanMinutes(120));
  });
});
