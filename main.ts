import { TrimtabError } from "./contract";
import { synthesize } from "./stacks/foundation";
import { ml } from "./stacks/ml";
import { saas } from "./stacks/saas";
import { staging } from "./stacks/staging";
import { state } from "./stacks/state";
import { trading } from "./stacks/trading";

const stacks = [
  state, // remote state and its locks: applied first
  trading,
  ml,
  saas,
  staging,
];

try {
  synthesize({ stacks, root: process.cwd(), environment: process.env });
} catch (error) {
  if (!(error instanceof TrimtabError)) throw error;
  process.stderr.write(`${error.describe()}\n`);
  process.exitCode = error.exitCode;
}
