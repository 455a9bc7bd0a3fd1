import { AwsError } from "../../../../contract";
import { PageTokens } from "../../../../optimizer/telemetry/aws/page-tokens";

it.each([undefined, null, ""])("%p ends the pages", (token) => {
  expect(new PageTokens("prices").next(token)).toBeUndefined();
});

it("leads from page to page, and refuses to go round in a circle", () => {
  const tokens = new PageTokens("prices");
  expect([tokens.next("a"), tokens.next("b")]).toEqual(["a", "b"]);
  expect(() => tokens.next("a")).toThrow(AwsError);
});
