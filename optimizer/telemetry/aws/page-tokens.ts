import { AwsError } from "../../../contract";

/** Leads through pages by their tokens. One that comes again would lead round in a circle, and each page may cost. */
export class PageTokens {
  private readonly seen = new Set<string>();

  /** @param what is read, for the message: `prices` */
  constructor(private readonly what: string) {}

  /**
   * @returns what to ask the next page with; undefined after the last one, which some services tell by an empty token
   * @throws AwsError where the token has been given before
   */
  next(token: string | null | undefined): string | undefined {
    if (token === undefined || token === null || token === "") return undefined;
    if (this.seen.has(token)) {
      throw new AwsError(`pages of ${this.what} go round in a circle: a token came twice`, {
        hint: "repeat the command; if it stays, look at what stands between this machine and AWS, such as a proxy",
      });
    }
    this.seen.add(token);
    return token;
  }
}
