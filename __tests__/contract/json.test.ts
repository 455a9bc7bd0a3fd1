import { jsonProblem } from "../../contract";

describe("what is no JSON is told with its line and column", () => {
  test.each<[string, string, string]>([
    ["a comma too many", '{\n  "a": 1,\n}', "line 3, column 1: expected double-quoted property name"],
    ["a comma too few", '{\n  "a": 1\n  "b": 2\n}', "line 3, column 3: expected ',' or '}' after property value"],
    ["a colon too few", '{"a" 1}', "line 1, column 6: expected ':' after property name"],
    ["a word that is none", '{\n  "a": true,\n  "b": yes\n}', "line 3, column 8: unexpected token 'y'"],
    ["a word that is cut off", '{\n  "a": tru\n}\n', "line 2, column 11: unexpected token '\n'".replace("\n", "\\n")],
    ["quotes of the wrong kind", "{\n  'a': 1\n}", "line 2, column 3: expected property name or '}'"],
    ["a text that goes on in the next line", '{\n  "a": "x\ny"\n}', "line 2, column 10: bad control character in string literal"],
    ["an end that comes too early", '{\n  "a": [1,\n', "line 3, column 1: unexpected end of JSON input"],
    ["no JSON at all", "version: 1\n", "line 1, column 1: unexpected token 'v'"],
    ["nothing", " \n", "it is empty"],
  ])("%s", (_name, text, problem) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonProblem(text)).toBe(problem);
  });

  test("in a long file, too", () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `  "key${i}": ${i === 4_321 ? "nope" : i},`);
    expect(jsonProblem(`{\n${lines.join("\n")}\n  "end": 0\n}`)).toMatch(/^line 4323, column \d+: unexpected token/);
  });
});
