import { join } from "node:path";
import { reportFailure } from "../../cli/failure";
import { InputError, ObservationError } from "../../contract";

function reported(error: unknown, width?: number, words: readonly string[] = ["optimize", "trading"], debug = false) {
  let text = "";
  const code = reportFailure(error, { words, debug, width }, (part) => {
    text += part;
  });
  return { code, lines: text.trimEnd().split("\n") };
}

test("message, problems, and what to do", () => {
  const error = new InputError("There is no file", { problems: ["a", "b"], hint: "Name one." });
  expect(reported(error)).toEqual({ code: 1, lines: ["trimtab: There is no file", "  - a", "  - b", "→ Name one."] });
});

test("a failed observation ends with 3", () => {
  expect(reported(new ObservationError("It hurt")).code).toBe(3);
});

test.each([
  ["the snapshot is damaged", "The snapshot is damaged"],
  ["trading has no component x", "trading has no component x"],
  ["cache_shards is not pinned", "cache_shards is not pinned"],
  ["bad/manifest.json is not JSON", "bad/manifest.json is not JSON"],
  ["npm run synth writes it", "npm run synth writes it"],
])("a sentence begins with a capital, a name stays as it is: %s", (message, shown) => {
  expect(reported(new InputError(message)).lines).toEqual([`trimtab: ${shown}`]);
});

test.each([
  ["ENOSPC", "write", "out/x.json", /^trimtab: out\/x.json cannot be used: the disk is full$/, /^→ Free some space/],
  [
    "ENOTDIR",
    "mkdir",
    "README.md/trading",
    /^trimtab: README.md\/trading cannot be used: a part of the path is a file/,
    /^→ Name a folder/,
  ],
  ["EACCES", "open", "a/b", /^trimtab: a\/b cannot be used: you may not$/, /permissions/],
])("what the operating system refuses (%s) is no defect of Trimtab, and says which file", (code, syscall, path, message, hint) => {
  const { code: exit, lines } = reported(Object.assign(new Error(`${code}: it says so, ${syscall} '${path}'`), { code, path }));
  expect([exit, lines[0], lines[1], lines.at(-1)]).toEqual([
    1,
    expect.stringMatching(message),
    `  - ${code}: it says so, ${syscall} '${path}'`,
    expect.stringMatching(hint),
  ]);
});

test("any other failure is one", () => {
  expect(reported(Object.assign(new Error("odd"), { code: "ERR_ODD" })).lines).toEqual([
    "trimtab: Unexpected failure: odd",
    expect.stringContaining("a defect of Trimtab"),
  ]);
});

test("files of the project are shown as a person would type them", () => {
  expect(reported(new InputError(`${join(process.cwd(), "overrides", "a.json")} is damaged`)).lines[0]).toBe(
    "trimtab: overrides/a.json is damaged",
  );
});

describe("however much is wrong", () => {
  const error = new InputError("Much is wrong", {
    problems: Array.from({ length: 50 }, (_, i) => `problem ${i} ${"and so on ".repeat(20)}`),
    hint: "Correct it all.",
  });

  test.each([undefined, 80, 120])("20 lines are the most (width %s), and the last says what to do", (width) => {
    const { lines } = reported(error, width);
    expect(lines.length).toBe(20);
    expect(lines.at(-1)).toBe("→ Correct it all.");
    expect(lines.at(-2)).toMatch(/more lines; --debug shows them$/);
    if (width !== undefined) for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  });

  test("--debug shows all of it", () => {
    expect(reported(error, 80, [], true).lines.join("\n")).toContain("problem 49");
  });
});

test("what nobody foresaw is called a defect, without a trace", () => {
  const { code, lines } = reported(new TypeError("x is undefined"));
  expect(code).toBe(1);
  expect(lines).toEqual([
    "trimtab: Unexpected failure: x is undefined",
    "→ This is a defect of Trimtab. Run again with --debug for the trace.",
  ]);
});
