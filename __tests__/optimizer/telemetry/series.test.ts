import { choice, type DeploymentContract, type VolumeType } from "../../../contract";
import { plannedSeries } from "../../../optimizer/telemetry/series";
import { rdsResources } from "../../../stacks/inventory";
import { stagingContract } from "../../../stacks/staging/tunables";
import { smallContract } from "./support/contract";

const { database } = stagingContract.components;

function planned(ladder: readonly [VolumeType, ...VolumeType[]] | undefined, detail = false): readonly string[] {
  const storage_type = ladder && choice({ description: "", ladder, default: ladder[0] });
  const tunables = { ...database.tunables, ...(storage_type === undefined ? {} : { storage_type }) };
  const contract: DeploymentContract = {
    ...smallContract,
    components: { database: { ...database, tunables } },
    inventory: { database: { region: "us-east-1", resources: rdsResources({ engine: "postgresql", primary: "orders", replicas: [] }) } },
  };
  return plannedSeries(contract, { detail }).map(({ id }) => id);
}

describe("credits of a volume, a detail, are read of a database", () => {
  test.each<[string, Parameters<typeof planned>, boolean]>([
    ["on gp2", [["gp2"]], true],
    ["that may go back to gp2", [["gp3", "gp2"]], true],
    ["not of one that is never on gp2", [["gp3", "io1"]], false],
    ["not of one that says nothing of its type", [undefined], false],
    ["of any on request", [undefined, true], true],
  ])("%s", (_name, asked, isRead) => {
    expect(planned(...asked).includes("database/primary/burst_balance/Minimum")).toBe(isRead);
  });
});
