import { collect } from "../../../optimizer/telemetry";
import { temporaryDirectory } from "../../support/temporary-directory";
import { useEndpoint } from "./support/aws-server";
import { faultRun, rowsOf, scatteredOptions, startScattered } from "./support/fault-run";

const SEEDS = 20;
const directory = temporaryDirectory();
const sendTo = useEndpoint();
let running: Awaited<ReturnType<typeof startScattered>> | undefined;
afterEach(() => running?.close());

describe("with calls that fail at random, a collection", () => {
  it("is right in every row in the end; until then it says what is wrong and keeps what it has", async () => {
    running = await startScattered();
    sendTo(running.url);
    const truth = rowsOf((await collect(scatteredOptions(directory()))).manifest);
    const runs = [];
    for (let seed = 0; seed < SEEDS; seed++) runs.push(await faultRun(seed, running.client, truth));
    expect(runs.filter(({ wrong }) => wrong !== undefined)).toEqual([]);
    expect(runs.some(({ failures }) => failures.length > 0)).toBe(true);
  });
});
