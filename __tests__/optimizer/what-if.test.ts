import { type WhatIf, whatIfSchema, whatIfText } from "../../contract";
import { analyze } from "../../optimizer/analyze";
import { questionOf, type Settings, settingsOf, withSettings } from "../../optimizer/what-if";
import { DAY, NOW, snapshotOf, tradingOnly } from "../support/snapshot";
import { QUIET } from "../support/trading-load";

const snapshot = snapshotOf({ measures: QUIET, days: 20, minuteDays: 1, components: tradingOnly("cache") });
const contract = { ...snapshot.contract, regions: ["us-east-1", "eu-west-1"] };

describe("what a run sets in place of the policy makes it a what-if", () => {
  test.each<[string, Settings, WhatIf | undefined, string]>([
    ["nothing", {}, undefined, ""],
    ["the policy's own confidence", { confidence: 0.5 }, undefined, ""],
    ["the policy's own days", { days: 90 }, undefined, ""],
    ["more confidence", { confidence: 0.7 }, { minConfidence: { policy: 0.5, run: 0.7 } }, "confidence 0.7 in place of the policy's 0.5"],
    ["fewer days", { days: 60 }, { lookBackDays: { policy: 90, run: 60 } }, "60 days in place of the policy's 90"],
    ["an opt-in", { optIns: ["valkey"] }, { optIns: { policy: [], run: ["valkey"] } }, "opt-in valkey, which the policy does not take"],
    [
      "one region",
      { region: "eu-west-1" },
      { regions: { policy: ["us-east-1", "eu-west-1"], run: ["eu-west-1"] } },
      "only eu-west-1 of us-east-1, eu-west-1",
    ],
    [
      "two of them",
      { confidence: 0.7, days: 60 },
      { lookBackDays: { policy: 90, run: 60 }, minConfidence: { policy: 0.5, run: 0.7 } },
      "confidence 0.7 in place of the policy's 0.5; 60 days in place of the policy's 90",
    ],
  ])("%s", (_name, settings, whatIf, words) => {
    const asked = withSettings(contract, settings);
    expect(asked.whatIf).toEqual(whatIf);
    if (whatIf === undefined) expect(asked).toEqual(contract);
    else expect(whatIfText(whatIf)).toBe(words);
    expect(analyze({ ...snapshot, contract: asked }).whatIf).toEqual(whatIf);
  });

  test("on a snapshot that records one, it is still the policy that is departed from, and the policy's own setting is none", () => {
    const recorded = withSettings(contract, { confidence: 0.7, optIns: ["valkey"] });
    expect(withSettings(recorded, { confidence: 0.9 }).whatIf).toEqual({
      minConfidence: { policy: 0.5, run: 0.9 },
      optIns: { policy: [], run: ["valkey"] },
    });
    expect(withSettings(recorded, { confidence: 0.5 }).whatIf).toEqual({ optIns: { policy: [], run: ["valkey"] } });
    expect(withSettings(recorded, {})).toEqual(recorded);
  });

  test("days that a snapshot does not hold change nothing, and are none", () => {
    const held = { startEpoch: NOW - 20 * DAY, endEpoch: NOW };
    expect(questionOf(contract, held, { days: 20 })).toEqual({ contract });
    expect(questionOf(contract, held, { days: 19 })).toMatchObject({ days: 19, contract: { whatIf: { lookBackDays: { run: 19 } } } });
  });

  test.each<[string, Settings, Settings]>([
    ["of one setting", {}, { confidence: 0.7 }],
    ["of all", {}, { confidence: 0.7, days: 60, optIns: ["gp3-volumes", "valkey"], region: "eu-west-1" }],
    ["of none, on a snapshot that records some", { confidence: 0.7, days: 60 }, { confidence: 0.5, days: 90 }],
    ["of others than a snapshot records", { confidence: 0.7 }, { days: 60 }],
  ])("its settings come out of what it says: %s", (_name, recorded, settings) => {
    const stored = withSettings(contract, recorded);
    const asked = withSettings(stored, settings);
    expect(withSettings(stored, settingsOf(asked.whatIf ?? {}, stored.whatIf))).toEqual(asked);
  });
});

describe("what a file says of itself that it is a what-if keeps to what the command line takes", () => {
  test.each<[string, unknown, boolean]>([
    ["days", { lookBackDays: { policy: 90, run: 455 } }, true],
    ["days that lie ahead", { lookBackDays: { policy: 90, run: -1e12 } }, false],
    ["more days than CloudWatch keeps", { lookBackDays: { policy: 90, run: 456 } }, false],
    ["half a day", { lookBackDays: { policy: 90, run: 0.5 } }, false],
    ["confidence", { minConfidence: { policy: 0.5, run: 1 } }, true],
    ["confidence over 1", { minConfidence: { policy: 0.5, run: 1.01 } }, false],
    ["confidence of the policy under 0", { minConfidence: { policy: -1, run: 0.5 } }, false],
    ["the policy's own confidence", { minConfidence: { policy: 0.5, run: 0.5 } }, false],
    ["an opt-in", { optIns: { policy: [], run: ["gp3-volumes"] } }, true],
    ["no opt-in", { optIns: { policy: [], run: [] } }, false],
    ["an opt-in less than the policy takes", { optIns: { policy: ["valkey"], run: [] } }, false],
    ["an opt-in that begins a line", { optIns: { policy: [], run: ["valkey\nholds"] } }, false],
    ["an opt-in that ends one", { optIns: { policy: [], run: ["valkey\n"] } }, false],
    ["a region", { regions: { policy: ["us-east-1", "eu-west-1"], run: ["eu-west-1"] } }, true],
    ["a region that begins a line", { regions: { policy: ["us-east-1\nholds"], run: ["eu-west-1"] } }, false],
    ["no setting", {}, false],
  ])("%s", (_name, whatIf, isTaken) => {
    expect(whatIfSchema.safeParse(whatIf).success).toBe(isTaken);
  });
});
