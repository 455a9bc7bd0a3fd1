import { collect } from "../../../../optimizer/telemetry";
import { scatteredOptions } from "./fault-run";

const say = (count: number): void => void process.stdout.write(`${count}\n`);

/** Collects into the folder named: prints how many calls there are, then how many are stored after each. To be killed by a test. */
const [storeRoot = ""] = process.argv.slice(2);
void collect(
  scatteredOptions(storeRoot, {
    onStart: ({ cost }) => say(cost.calls),
    onProgress: ({ callsDone }) => say(callsDone),
  }),
);
