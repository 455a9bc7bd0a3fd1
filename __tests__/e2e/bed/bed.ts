import { Emulator } from "../../support/emulator";
import { pythonAvailable } from "../../support/python-environment";
import { describeWith } from "../../support/requirement";
import { scratch, terraformAvailable } from "../../support/terraform";
import { Project } from "./project";

/** An emulated account of its own with a project against it; both are there from the first test on. */
export interface Bed {
  readonly emulator: Emulator;
  readonly project: Project;
}

/**
 * Describes tests that run in order on one bed: each stands on what those before it did.
 * They fail where the stacks call what the emulator lacks.
 * @param deployments that the project has
 */
export function describeOnBed(name: string, deployments: readonly string[], body: (bed: Bed) => void): void {
  describeWith([terraformAvailable(), pythonAvailable()], name, () => {
    const root = scratch("e2e");
    let started: Bed | undefined;
    const get = (): Bed => {
      if (started === undefined) throw new Error("the bed is not up");
      return started;
    };

    beforeAll(async () => {
      const emulator = await Emulator.start();
      started = { emulator, project: Project.create(root, emulator, deployments) };
    });

    afterAll(async () => {
      const emulator = started?.emulator;
      await emulator?.stop();
      expect(emulator?.problems).toEqual([]);
    });

    body({
      get emulator() {
        return get().emulator;
      },
      get project() {
        return get().project;
      },
    });
  });
}
