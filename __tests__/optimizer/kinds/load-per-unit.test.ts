import { defaultsOf } from "../../../contract";
import { headroom } from "../../../optimizer/guards/headroom";
import { saasInventory } from "../../../stacks/saas/inventory";
import { saasPolicy } from "../../../stacks/saas/policy";
import { saasContract } from "../../../stacks/saas/tunables";
import { evidence, verdictOf } from "../../support/evidence";
import { QUIET } from "../../support/trading-load";
import { needOf } from "./needs";

const NAME = 'the scale-up trigger "requests per target"';
const service = (requests: number | null, in_service = 12) =>
  evidence("app_service", {
    measures: { app_service: { ...QUIET.order_service, cpu: 0.05, in_service, requests } },
    components: { app_service: saasContract.components.app_service },
    policy: saasPolicy,
    inventory: saasInventory({ name: "saas", region: "us-east-1" }, defaultsOf(saasContract.components)),
    days: 2,
  });

describe("a scale-up trigger on the requests of each instance, at most 100 a second, is held at the target's number with a margin of 20 %", () => {
  test.each([
    ["accepts nine instances with 80 requests each", 720, true],
    ["rejects a hair more", 721, false],
  ])("%s", (_name, requests, passes) => {
    const { pass, reason } = verdictOf(headroom, service(requests), { min_size: 9 });
    expect(pass).toBe(passes);
    expect(reason).toContain(`${NAME}`);
  });

  test("whatever is in service now", () => expect(needOf(service(600, 10), { min_size: 9 }, NAME)).toBeCloseTo(600 / 9 / 100, 9));

  test("and where nothing is known of its requests, nothing of it", () => {
    expect(verdictOf(headroom, service(null), { min_size: 9 })).toMatchObject({ pass: false, reason: expect.stringContaining(NAME) });
  });

  test("not while a zone is lost: then it may be met, and more instances come", () => {
    const e = service(720);
    const failure = e.study.afterFailure({ ...e.current, min_size: 9 });
    expect(failure.flatMap(({ dimensions }) => dimensions.map(({ name }) => name))).not.toContain(NAME);
    expect(failure).not.toEqual([]);
  });
});
