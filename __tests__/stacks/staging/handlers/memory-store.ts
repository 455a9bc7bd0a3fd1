import type { ObjectStore } from "../../../../stacks/staging/handlers/object-store";

/** Objects in memory, listed two keys a page. */
export function memoryStore(): ObjectStore & { readonly objects: Map<string, unknown> } {
  const objects = new Map<string, unknown>();
  return {
    objects,
    put: async (key, value) => {
      objects.set(key, JSON.parse(JSON.stringify(value)));
    },
    get: async (key) => objects.get(key),
    async *list(prefix) {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
      for (let start = 0; start < keys.length; start += 2) yield keys.slice(start, start + 2);
    },
  };
}
