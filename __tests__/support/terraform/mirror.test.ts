import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holds, impliedMirrors, mirrorsUnder, platform } from "./mirror";

const PROVIDER = ["registry.terraform.io", "hashicorp", "aws"];

describe("a filesystem mirror of the provider", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "trimtab-mirror-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const unpacked = (mirror: string, version: string) => mkdirSync(join(mirror, ...PROVIDER, version, platform), { recursive: true });

  test("counts where it holds the version unpacked for this machine", () => {
    unpacked(root, "5.100.0");
    expect(holds(root, "5.100.0")).toBe(true);
    expect(holds(root, "5.99.0")).toBe(false);
  });

  test("counts where it holds the registry's zip", () => {
    mkdirSync(join(root, ...PROVIDER), { recursive: true });
    writeFileSync(join(root, ...PROVIDER, `terraform-provider-aws_5.100.0_${platform}.zip`), "");
    expect(holds(root, "5.100.0")).toBe(true);
  });

  test("is found under add-on folders, the nearest first", () => {
    unpacked(join(root, "deep", "vendor", "plugins"), "5.100.0");
    unpacked(join(root, "near"), "5.100.0");
    expect([...mirrorsUnder([root])]).toEqual([join(root, "near"), join(root, "deep", "vendor", "plugins")]);
  });

  test("is not looked for in endless depth, nor where a root does not exist", () => {
    unpacked(join(root, "1", "2", "3", "4", "5", "6"), "5.100.0");
    expect([...mirrorsUnder([root, join(root, "absent")])]).toEqual([]);
  });

  test("is looked for where Terraform itself looks, XDG folders among them", () => {
    const mirrors = impliedMirrors({ XDG_DATA_HOME: "/data/home", XDG_DATA_DIRS: "/data/a:/data/b" });
    expect(mirrors).toEqual(
      expect.arrayContaining(["/data/home/terraform/plugins", "/data/a/terraform/plugins", "/usr/share/terraform/plugins"]),
    );
  });
});
