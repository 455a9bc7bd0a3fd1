import { CostExplorerClient, DataUnavailableException } from "@aws-sdk/client-cost-explorer";
import { RefusedError } from "../../../contract";
import { clientOptions, type Patience, watch } from "../aws/client";
import { PageTokens } from "../aws/page-tokens";
import type { Timer } from "../aws/timer";
import { USD_PER_CALL } from "./plan";

/** Cost Explorer is served here, for all regions. https://docs.aws.amazon.com/general/latest/gr/billing.html */
const COST_EXPLORER_REGION = "us-east-1";

export interface CostSessionOptions {
  readonly patience: Patience;
  readonly timer: Timer;
  readonly signal: AbortSignal;
  /** What the calls may cost in all. */
  readonly maxUsd: number;
  /** Where the measurements come from: simulated ones go with simulated costs, and an account's with its own. */
  readonly source: "aws" | "simulator";
}

interface Page {
  readonly token: string | undefined;
}

/** One run's calls to Cost Explorer, counted: each page costs. */
export class CostSession {
  readonly client: CostExplorerClient;
  private made = 0;

  constructor(private readonly options: CostSessionOptions) {
    const { patience, timer, source } = options;
    this.client = new CostExplorerClient(clientOptions(COST_EXPLORER_REGION, patience));
    watch(this.client, {
      what: "Cost Explorer",
      patience,
      timer,
      beforeAttempt: async (_input, { loopback }) => {
        if (loopback !== (source === "simulator"))
          throw new RefusedError("simulated measurements and costs are not mixed with an account's");
      },
    });
  }

  get calls(): number {
    return this.made;
  }

  /** As {@link pages}; where AWS has no such data, as of plans that nobody ever bought, there are no pages. */
  async pagesIfAny<P extends Page>(ask: (token: string | undefined, signal: AbortSignal) => Promise<P>): Promise<readonly P[]> {
    try {
      return await this.pages(ask);
    } catch (error) {
      if (error instanceof DataUnavailableException) return [];
      throw error;
    }
  }

  /** Asks page by page until there is none. @throws RefusedError where a further page would cost more than is allowed */
  async pages<P extends Page>(ask: (token: string | undefined, signal: AbortSignal) => Promise<P>): Promise<readonly P[]> {
    const pages: P[] = [];
    const tokens = new PageTokens("Cost Explorer");
    let token: string | undefined;
    do {
      if ((this.made + 1) * USD_PER_CALL > this.options.maxUsd + Number.EPSILON) {
        throw new RefusedError(`further pages of Cost Explorer would cost more than the allowed $${this.options.maxUsd.toFixed(2)}`);
      }
      this.made += 1;
      const page = await ask(token, this.options.signal);
      pages.push(page);
      token = tokens.next(page.token);
    } while (token !== undefined);
    return pages;
  }

  close(): void {
    this.client.destroy();
  }
}
