import { InputError } from "../../../contract";
import { deploymentsOf } from "../../../stacks/foundation";
import { CONFIG } from "../../support/project";

const failure = (content: unknown): InputError => {
  try {
    deploymentsOf(content, "trimtab.config.json");
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("the configuration was accepted");
};

const withDeployments = (deployments: unknown) => ({ ...CONFIG, deployments });
const place = { environment: "prod", account: "123456789012", regions: ["us-east-1", "eu-west-1"] };

describe("the configuration", () => {
  test("gives every deployment its stack, primary region and defaults", () => {
    expect(deploymentsOf(withDeployments({ "staging-eu": { ...place, environment: "staging" } }), "file")).toMatchObject([
      { name: "staging-eu", stack: "staging", region: "us-east-1", backend: "s3", protection: false, phase: "baseline" },
    ]);
  });

  test("protects production from deletion unless told otherwise", () => {
    const [trading, open] = deploymentsOf(withDeployments({ trading: place, "trading-open": { ...place, protection: false } }), "file");
    expect([trading?.protection, open?.protection]).toEqual([true, false]);
  });

  test("reports every problem at once, with its place", () => {
    const { problems } = failure({ ...CONFIG, providerVersion: "~> 5.0", deployments: { trading: { ...place, account: "12" } }, extra: 1 });
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^providerVersion: an exact version/),
        expect.stringMatching(/^deployments\.trading\.account: twelve digits/),
        expect.stringMatching(/extra/),
      ]),
    );
  });

  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ["a region that is none", { regions: ["us-east-1", "uswest2"] }, /^deployments\.trading\.regions\.1: a region such as/],
    ["addresses that there are not", { vpcCidr: "10.256.0.0/16" }, /^deployments\.trading\.vpcCidr: an IPv4 range of 16 to 24 bits/],
    ["a network that VPCs cannot have", { vpcCidr: "10.0.0.0/8" }, /^deployments\.trading\.vpcCidr: an IPv4 range of 16 to 24 bits/],
    [
      "a range that begins elsewhere",
      { vpcCidr: "10.40.7.0/16" },
      /^deployments\.trading\.vpcCidr: the address has to be the first of its range/,
    ],
  ])("takes no %s", (_name, given, problem) => {
    expect(failure(withDeployments({ trading: { ...place, ...given } })).problems).toEqual([expect.stringMatching(problem)]);
  });

  test("takes a network of 24 bits", () => {
    const [trading] = deploymentsOf(withDeployments({ trading: { ...place, vpcCidr: "10.40.7.0/24" } }), "file");
    expect(trading?.vpcCidr).toBe("10.40.7.0/24");
  });

  test.each(["staging-PR-42", "staging--42", "staging-pr_42", "staging-4/2", `staging-${"4".repeat(40)}`])(
    "takes no name that AWS or a path would not take: %s",
    (name) => {
      expect(failure(withDeployments({ [name]: place })).problems).toEqual([
        expect.stringContaining(`deployments.${name}: the name takes`),
      ]);
    },
  );

  test("takes no name that a further region of another deployment has already", () => {
    const clashing = withDeployments({ staging: place, "staging-eu-west-1": { ...place, regions: ["eu-west-1"] } });
    expect(failure(clashing).problems).toEqual([expect.stringContaining("the name is that of staging in eu-west-1")]);
  });

  test("knows no deployment whose name tells no stack", () => {
    expect(failure(withDeployments({ tradng: place })).problems).toEqual([expect.stringContaining("trading, ml, saas, staging, state")]);
  });
});
