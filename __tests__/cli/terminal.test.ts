import { PassThrough } from "node:stream";
import { terminal } from "../../cli/terminal";

const streams = (isTTY: boolean) => ({ stdout: new PassThrough(), stderr: Object.assign(new PassThrough(), { isTTY }) });
const written = (stream: PassThrough): string => String(stream.read() ?? "");

test("in a pipe, progress is a line for every quarter, once", () => {
  const { stdout, stderr } = streams(false);
  const { advance, step } = terminal(stdout, stderr);
  step("Reading");
  for (let done = 1; done <= 40; done++) advance(done, 40);
  advance(40, 40);
  expect(written(stderr)).toBe("Reading\n  25 %\n  50 %\n  75 %\n  100 %\n");
  expect(written(stdout)).toBe("");
});

test("where a person watches, progress is a bar that leaves nothing behind on stdout", () => {
  const { stdout, stderr } = streams(true);
  const { advance, print } = terminal(stdout, stderr);
  advance(1, 4);
  advance(4, 4);
  print("Done");
  expect(written(stderr)).toContain("%");
  expect(written(stdout)).toBe("Done\n");
});

test("results go to stdout, as JSON where that is asked for", () => {
  const { stdout, stderr } = streams(false);
  terminal(stdout, stderr).printJson({ a: 1 });
  expect(JSON.parse(written(stdout))).toEqual({ a: 1 });
});

test("control sequences in names are shown, not obeyed", () => {
  const { stdout, stderr } = streams(false);
  const { step, print } = terminal(stdout, stderr);
  step("table \u001b[2Jorders\r\u009b1A");
  print("a\tb\nc\u0007");
  expect(written(stderr)).toBe("table ?[2Jorders??1A\n");
  expect(written(stdout)).toBe("a\tb\nc?\n");
});

test.each([
  ["a pipe", false, 100, { width: 110, cuts: false }],
  ["a terminal of 100 columns", true, 100, { width: 100, cuts: true }],
  ["a very wide terminal", true, 300, { width: 120, cuts: true }],
])("what does not fit in a line may be cut on a terminal, and never in a pipe: %s", (_name, isTTY, columns, page) => {
  const { stderr } = streams(isTTY);
  expect(terminal(Object.assign(new PassThrough(), { isTTY, columns }), stderr).page).toEqual(page);
});
