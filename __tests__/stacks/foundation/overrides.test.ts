import { z } from "zod";
import { TrimtabError } from "../../../contract";
import { Project } from "../../support/project";
import { smallStack } from "../../support/small-stack";
import { temporaryDirectory } from "../../support/temporary-directory";

const directory = temporaryDirectory();
const project = () => new Project(directory(), [smallStack]);
const COPY = "stacks/trading/trimtab.auto.tfvars.json";

const refusal = (of: Project): TrimtabError => {
  try {
    of.synth();
  } catch (error) {
    if (error instanceof TrimtabError) return error;
    throw error;
  }
  throw new Error("the override was accepted");
};

describe("an override at synth", () => {
  test("is copied byte for byte to where Terraform loads it, and removed there with its source", () => {
    const at = project();
    const bytes = '{ "service_min_size":3 }';
    at.write("overrides/trading.tfvars.json", bytes);
    at.synth();
    expect(at.output(COPY)).toBe(bytes);
    at.remove("overrides/trading.tfvars.json");
    at.synth();
    expect(at.output(COPY)).toBeUndefined();
  });

  test("may lie in another directory, named by TRIMTAB_OVERRIDES", () => {
    const at = project();
    at.write("elsewhere/trading.tfvars.json", '{"service_min_size":3}');
    at.synth({ TRIMTAB_OVERRIDES: "elsewhere" });
    expect(at.output(COPY)).toBe('{"service_min_size":3}');
  });

  test("is warned of where TRIMTAB_OVERRIDES names a directory that is not there", () => {
    const emitWarning = jest.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    project().synth({ TRIMTAB_OVERRIDES: "nowhere" });
    expect(emitWarning.mock.calls.flat()).toContainEqual(expect.stringMatching(/TRIMTAB_OVERRIDES names .*nowhere.*no override is used/));
    emitWarning.mockRestore();
  });

  test("with several problems is refused with all of them and the allowed values", () => {
    const at = project();
    at.override({
      service_min_siez: 3,
      service_instance_type: "c6i.metal",
      service_max_size: 99,
      service_target_cpu_percent: "50",
      table_indexes: ["ByMonth"],
    });
    expect(refusal(at).problems).toEqual([
      expect.stringMatching(/service_instance_type: "c6i.metal" is not allowed; it takes one of "c6i.large", "c6i.xlarge"/),
      expect.stringMatching(/service_max_size: 99 .* from 1 to 10/),
      expect.stringMatching(/service_min_siez: not a declared variable; did you mean service_min_size\?/),
      expect.stringMatching(/service_target_cpu_percent: "50" .* whole number from 10 to 70/),
      expect.stringMatching(/table_indexes: \["ByMonth"\] .* "ByDay", "ByUser"/),
    ]);
  });

  const broken: readonly [string, (at: Project) => void, RegExp][] = [
    ["a least above its greatest", (at) => at.override({ service_min_size: 9 }), /9 is greater than service_max_size, which is 4/],
    ["no JSON", (at) => at.write("overrides/trading.tfvars.json", "{"), /not valid JSON/],
    ["a list instead of an object", (at) => at.write("overrides/trading.tfvars.json", "[]"), /one JSON object, not a list/],
    ["a name that no deployment has", (at) => at.write("overrides/tradng.tfvars.json", "{}"), /tradng\.tfvars\.json: no deployment/],
    [
      "a receipt of another version",
      (at) => {
        at.override({ service_min_size: 3 });
        at.write("overrides/trading.receipt.json", "{}");
      },
      /no receipt of this version/,
    ],
  ];
  test.each(broken)("with %s is refused", (_name, arrange, problem) => {
    const at = project();
    arrange(at);
    expect(refusal(at).problems.join("\n")).toMatch(problem);
  });

  test("that is refused leaves the last synth as it was", () => {
    const at = project();
    at.override({ service_min_size: 3 });
    at.synth();
    const before = at.outputs();
    at.override({ service_min_size: 300 });
    refusal(at);
    expect(at.outputs()).toEqual(before);
  });
});

describe("a default that moved under an override", () => {
  test("is refused as stale, with both values and both ways out", () => {
    const at = project();
    at.override({ service_min_size: 3 }, { defaults: { service_min_size: 5 } });
    const error = refusal(at);
    expect(error.message).toMatch(/^stale override/);
    expect(error.problems).toEqual(["trading: service_min_size is overridden; its default was 5 then and is 2 now"]);
    expect(error.hint).toMatch(/trimtab promote.*delete these keys/);
  });

  const fresh: readonly [string, Readonly<Record<string, unknown>>][] = [
    ["the default is the same", { service_min_size: 2 }],
    ["only the default of a key that is not overridden moved", { service_min_size: 2, service_max_size: 9 }],
    ["the receipt does not speak of the key", {}],
  ];
  test.each(fresh)("is none where %s", (_name, defaults) => {
    const at = project();
    at.override({ service_min_size: 3 }, { defaults });
    expect(at.synth()).toEqual(["trading"]);
  });
});

describe("the plan of an override", () => {
  const outputs = z.object({ output: z.record(z.string(), z.looseObject({ precondition: z.unknown().optional() })) });
  const sources: readonly [string, "simulator" | "aws", Readonly<Record<string, string>>, boolean][] = [
    ["a simulator, with no endpoint named", "simulator", {}, true],
    ["a simulator, with an endpoint elsewhere", "simulator", { AWS_ENDPOINT_URL: "https://example.com" }, true],
    [
      "a simulator, with one service's endpoint elsewhere",
      "simulator",
      { AWS_ENDPOINT_URL: "http://127.0.0.1:4566", AWS_ENDPOINT_URL_RDS: "https://example.com" },
      true,
    ],
    ["a simulator, with endpoints on this machine only", "simulator", { AWS_ENDPOINT_URL: "http://127.0.0.1:4566" }, false],
    ["an account", "aws", {}, false],
  ];
  test.each(sources)("measured on %s", (_name, source, environment, refused) => {
    const at = project();
    at.override({ service_min_size: 3 }, { source });
    at.synth(environment);
    const { output } = outputs.parse(JSON.parse(at.output("stacks/trading/cdk.tf.json") ?? ""));
    expect(output.trimtab_override_provenance?.precondition !== undefined).toBe(refused);
  });

  test("measured on a simulator keeps a stack that was synthesized on this machine there, whatever shell plans it", () => {
    const providers = z.object({
      provider: z.object({ aws: z.array(z.object({ endpoints: z.array(z.record(z.string(), z.string())) })) }),
    });
    const at = project();
    at.override({ service_min_size: 3 }, { source: "simulator" });
    at.synth({ AWS_ENDPOINT_URL: "http://127.0.0.1:4566", AWS_ENDPOINT_URL_RDS: "http://127.0.0.1:4567" });
    const { provider } = providers.parse(JSON.parse(at.output("stacks/trading/cdk.tf.json") ?? ""));
    expect(provider.aws[0]?.endpoints[0]).toMatchObject({ autoscaling: "http://127.0.0.1:4566", rds: "http://127.0.0.1:4567" });
  });
});
