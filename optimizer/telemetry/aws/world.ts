import { RefusedError } from "../../../contract";

/**
 * Simulated measurements go with a simulated account, and an account's with that account.
 * @param what that is read: `tags`
 * @throws RefusedError before a call would leave for the other one
 */
export const sameWorld =
  (what: string, source: "aws" | "simulator") =>
  async (_input: object, { loopback }: { readonly loopback: boolean }): Promise<void> => {
    if (loopback === (source === "simulator")) return;
    throw new RefusedError(
      source === "simulator"
        ? `simulated measurements are not mixed with a real account's ${what}`
        : `an account's measurements are not mixed with simulated ${what}`,
    );
  };
