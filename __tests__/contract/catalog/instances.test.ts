import { ACCELERATED, CACHE, type Component, DATABASE, DAX, EC2, type InstanceSpec, tunablesOf, variableName } from "../../../contract";
import { mlContract } from "../../../stacks/ml/tunables";
import { saasContract } from "../../../stacks/saas/tunables";
import { stagingContract } from "../../../stacks/staging/tunables";
import { tradingContract } from "../../../stacks/trading/tunables";

const known = new Set([EC2, DATABASE, CACHE, DAX, ACCELERATED].flatMap((catalog) => [...catalog.keys()]));
const isType = (rung: string): boolean => /^((db|cache|dax|ml)\.)?[a-z]+\d[a-z]*\.\d*x?large$/.test(rung);

const ladders = (components: Readonly<Record<string, Component>>) =>
  Object.entries(components).flatMap(([name, component]) =>
    [...tunablesOf(component)].flatMap(([turned, tunable]) =>
      tunable.type === "choice" && tunable.ladder.some(isType) ? [{ title: variableName(name, turned), ladder: tunable.ladder }] : [],
    ),
  );

describe("instance catalog", () => {
  it.each([
    ["trading", tradingContract.components],
    ["ml", mlContract.components],
    ["saas", saasContract.components],
    ["staging", stagingContract.components],
  ])("knows every rung of every ladder of %s", (_stack, components) => {
    const found = ladders(components);
    expect(found.length).toBeGreaterThan(0);
    expect(found.flatMap(({ title, ladder }) => ladder.filter((rung) => !known.has(rung)).map((rung) => `${title}: ${rung}`))).toEqual([]);
  });

  it.each([
    ["EC2", EC2],
    ["database", DATABASE],
    ["cache", CACHE],
    ["DAX", DAX],
  ] as const)("%s: twice the vCPUs never have less memory or network in a family", (_name, catalog: ReadonlyMap<string, InstanceSpec>) => {
    const familyOf = ({ type }: InstanceSpec): string => type.slice(0, type.lastIndexOf("."));
    for (const family of new Set([...catalog.values()].map(familyOf))) {
      const bySize = [...catalog.values()].filter((spec) => familyOf(spec) === family).sort((a, b) => a.vcpus - b.vcpus);
      expect(bySize.map(({ memoryGib }) => memoryGib)).toEqual(bySize.map(({ memoryGib }) => memoryGib).sort((a, b) => a - b));
      expect(bySize.map(({ networkGbps }) => networkGbps)).toEqual(bySize.map(({ networkGbps }) => networkGbps).sort((a, b) => a - b));
    }
  });

  it("Graviton has whole cores, Intel's and AMD's vCPUs share one", () => {
    expect([...DATABASE.values(), ...CACHE.values()].filter(({ hyperThreaded }) => hyperThreaded)).toEqual([]);
    expect([...EC2.values(), ...ACCELERATED.values()].filter(({ hyperThreaded }) => !hyperThreaded)).toEqual([]);
  });

  it("every accelerated type has a device to divide its utilisation by, and no ladder leads to a retired one", () => {
    expect([...ACCELERATED.values()].filter(({ gpus, gpuMemoryGb }) => !(gpus >= 1 && gpuMemoryGb >= 16))).toEqual([]);
    const retired = [...ACCELERATED.values()].filter((spec) => spec.retired).map(({ type }) => type);
    expect(ladders(mlContract.components).flatMap(({ ladder }) => ladder.filter((rung) => retired.includes(rung)))).toEqual([]);
  });
});
